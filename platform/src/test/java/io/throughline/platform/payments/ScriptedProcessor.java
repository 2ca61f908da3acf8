package io.throughline.platform.payments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A processor that gives the answers it was told to, and a signature that is the word `good`.
public final class ScriptedProcessor implements PaymentProcessor {
    public final Deque<Answer> answers = new ArrayDeque<>();
    public final List<String> asked = new ArrayList<>();

    @Override
    public Answer open(Checkout checkout) {
        return next("open " + checkout.key());
    }

    @Override
    public Answer read(String sessionId) {
        return next("read " + sessionId);
    }

    @Override
    public Answer expire(String sessionId) {
        return next("expire " + sessionId);
    }

    @Override
    public List<Charge> charges(@Nullable String after, int limit) {
        return List.of();
    }

    @Override
    public Notice notice(String payload, String signatureHeader) {
        if (!signatureHeader.equals("good")) {
            throw new BadSignature("no");
        }
        String[] parts = payload.split(" ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("malformed");
        }
        return new Notice(parts[0], parts[1], parts[2]);
    }

    private synchronized Answer next(String what) {
        asked.add(what);
        var answer = answers.poll();
        return answer == null ? new Answer.Unknown("nothing scripted for " + what) : answer;
    }
}
