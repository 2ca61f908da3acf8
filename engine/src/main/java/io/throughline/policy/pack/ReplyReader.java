package io.throughline.policy.pack;

import java.util.Optional;
import java.util.Set;

/// Understands words that came in, for rules that ask what they say: `action.reply_labels` and `action.reply_doubtful`.
/// The engine knows no model; whoever calls it brings one.
@FunctionalInterface
public interface ReplyReader {
    /// Nobody understands anything: rules hold what may be a withdrawal.
    ReplyReader NONE = (_, _) -> Optional.empty();

    /// What words say.
    ///
    /// @param labels such as `stop-sms`; none: nothing to record
    /// @param doubtful whether a person is to decide
    record Read(Set<String> labels, boolean doubtful) {
        public Read {
            labels = Set.copyOf(labels);
        }
    }

    /// @param channel as packs name it, such as `sms`
    Optional<Read> read(String channel, String text);
}
