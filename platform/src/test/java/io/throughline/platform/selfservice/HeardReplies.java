package io.throughline.platform.selfservice;

import io.throughline.platform.outreach.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A double of [Replies] that remembers what it was told, and knows words again.
final class HeardReplies implements Replies {
    final List<Said> heard = new CopyOnWriteArrayList<>();

    @Override
    public Reply take(Said said) {
        if (heard.stream()
                .anyMatch(one -> one.text().equals(said.text()) && one.person().equals(said.person()))) {
            throw new NotDecided("known", "The same words were taken a moment ago.");
        }
        heard.add(said);
        return new Reply(
                heard.size(),
                said.at(),
                said.channel().name(),
                "",
                said.person(),
                null,
                said.text(),
                "none",
                1,
                said.source(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public Standing standing() {
        return new Standing(0, null);
    }

    @Override
    public List<Reply> list(Which which, int most) {
        return new ArrayList<>();
    }

    @Override
    public Optional<Reply> find(long id) {
        return Optional.empty();
    }

    @Override
    public Reply decide(long id, Decision decision) {
        throw new NotDecided("unknown", "There is none.");
    }

    @Override
    public List<String> told(long id) {
        return List.of();
    }

    @Override
    public Reply end(long id, Ending ending) {
        throw new NotDecided("unknown", "There is none.");
    }
}
