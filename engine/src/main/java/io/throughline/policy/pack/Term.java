package io.throughline.policy.pack;

/// A part of a condition, translated once from CEL's checked syntax tree ([TermCompiler]) and worked out by calling
/// it. Means what CEL means by it. Values are those of CEL, but that groups are [Facts]. Safe for many threads.
@FunctionalInterface
interface Term {
    /// @throws RuntimeException if it cannot be told, such as [Facts.Unknown]
    Object value(Situated view);

    default boolean holds(Situated view) {
        return (Boolean) value(view);
    }

    default long whole(Situated view) {
        return (Long) value(view);
    }

    /// One that is true or false.
    @FunctionalInterface
    interface Test extends Term {
        @Override
        boolean holds(Situated view);

        @Override
        default Object value(Situated view) {
            return holds(view);
        }
    }

    /// One that is a whole number, or a date.
    @FunctionalInterface
    interface Whole extends Term {
        @Override
        long whole(Situated view);

        @Override
        default Object value(Situated view) {
            return whole(view);
        }
    }

    /// One that is the same in every situation.
    record Constant(Object value) implements Term {
        @Override
        public Object value(Situated view) {
            return value;
        }
    }
}
