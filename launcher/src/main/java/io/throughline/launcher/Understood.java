package io.throughline.launcher;

import io.throughline.policy.pack.ReplyReader;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message;
import io.throughline.understanding.Message.Channel;
import io.throughline.understanding.Understanding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The trained model, for policy packs that ask what words say.
final class Understood implements ReplyReader {
    @Override
    public Optional<Read> read(String channel, String text) {
        return Arrays.stream(Channel.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(channel))
                .findFirst()
                .map(by -> Understanding.shipped().of(new Message(by, text)))
                .map(meaning -> new Read(
                        meaning.labels().stream().map(Label::word).collect(Collectors.toSet()), meaning.doubtful()));
    }
}
