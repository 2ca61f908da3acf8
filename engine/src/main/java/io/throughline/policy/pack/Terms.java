package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.Term.Constant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conditions of a policy as terms, for situations that have some words in common: who acts, by which channel,
/// what, and where. What follows from these alone is worked out once. Safe for many threads.
final class Terms {
    /// What an expression comes to here.
    ///
    /// @param term null: CEL's own runtime has to do it
    /// @param locals how many places for variables of its own it and the names it uses need
    record Translation(@Nullable Term term, int locals) {}

    private final Policy policy;
    private final Map<String, Object> given;
    /// Filled as they are asked for. Two threads may do the same work once; translations do not change.
    private final @Nullable Translation[] translations;

    /// @param given values of names that are the same in all these situations
    Terms(Policy policy, Map<String, Object> given) {
        this.policy = policy;
        this.given = given;
        this.translations = new Translation[policy.expressions()];
    }

    Translation of(Expression expression) {
        var known = translations[expression.id()];
        if (known == null) {
            known = TermCompiler.translate(this, expression.tree());
            translations[expression.id()] = known;
        }
        return known;
    }

    /// Whether a condition cannot hold in any of these situations.
    boolean isNever(@Nullable Expression condition) {
        return condition != null && of(condition).term() instanceof Constant(var value) && value.equals(false);
    }

    /// What a condition asks first, if that is one fact.
    Optional<Guard> guard(@Nullable Expression condition) {
        return condition == null || of(condition).term() == null
                ? Optional.empty()
                : Guard.of(this, condition.tree().getExpr());
    }

    Optional<Object> given(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /// The expression of that name, if a rule in force gives it.
    Optional<Expression> named(String name) {
        return Optional.ofNullable(policy.names().get(name));
    }

    FactModel model() {
        return policy.model();
    }
}
