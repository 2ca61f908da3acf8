package io.throughline.records;

import java.util.Set;
import java.util.function.Function;

/// A CEL expression over the names of an operation, checked when the file was read.
public interface Expression {
    /// As written.
    String source();

    /// Top-level names it reads.
    Set<String> names();

    /// Its value, of the kinds that [Records] holds.
    ///
    /// @param value what a name stands for; asked only for the names of [#names()]
    /// @throws Undecided if it has no value, for example because a record has no such field
    Object value(Function<String, Object> value);

    /// An expression had no value.
    final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String why;

        public Undecided(String source, String why) {
            super("`" + source.strip() + "` cannot be decided: " + why);
            this.why = why;
        }

        /// The reason alone.
        public String why() {
            return why;
        }
    }
}
