package io.throughline.policy.pack;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first thing that a condition asks, where that is one fact of the situation: `has(account.dispute) && …`,
/// `account.deceased && …`, `action.number == 'work' && …`. Most conditions end there, and most rules with them.
interface Guard {
    /// Whether the condition is false for certain. A source that did not answer makes nothing certain.
    boolean isFalse(Situation situation);

    /// One fact of a group that every situation has.
    ///
    /// @param values with which it may hold, if `isAmong`, else with which it does not; empty: it must be there
    record OfFact(Root root, int slot, @Nullable Object otherwise, Set<Object> values, boolean isAmong)
            implements Guard {
        @Override
        public boolean isFalse(Situation situation) {
            var said = root.of(situation).raw(slot);
            var value = said == null ? otherwise : said;
            if (values.isEmpty()) {
                return value == null;
            }
            return value != null && !(value instanceof Facts.Failed) && values.contains(value) != isAmong;
        }

        private OfFact not() {
            return new OfFact(root, slot, otherwise, values, !isAmong);
        }
    }

    /// Either of two.
    record Either(Guard one, Guard other) implements Guard {
        @Override
        public boolean isFalse(Situation situation) {
            return one.isFalse(situation) && other.isFalse(situation);
        }
    }

    enum Root {
        ACCOUNT,
        ACTION,
        CONSENT;

        private static @Nullable Root of(String name) {
            return switch (name) {
                case "account" -> ACCOUNT;
                case "action" -> ACTION;
                case "consent" -> CONSENT;
                default -> null;
            };
        }

        private Facts of(Situation situation) {
            return switch (this) {
                case ACCOUNT -> situation.account();
                case ACTION -> situation.action();
                case CONSENT -> situation.consent();
            };
        }
    }

    static Optional<Guard> of(Terms terms, CelExpr condition) {
        return switch (condition.getKind()) {
            case SELECT ->
                condition.select().testOnly()
                        ? fact(terms, condition.select(), Set.of(), true)
                        : fact(terms, condition.select(), Set.of(true), true);
            case CALL -> of(terms, condition.call());
            case IDENT ->
                terms.named(condition.ident().name())
                        .filter(named -> !named.isPerContact())
                        .flatMap(named -> of(terms, named.tree().getExpr()));
            default -> Optional.empty();
        };
    }

    private static Optional<Guard> of(Terms terms, CelCall call) {
        var args = call.args();
        return switch (call.function()) {
            case "_&&_" -> of(terms, args.getFirst());
            case "_||_" ->
                of(terms, args.get(0)).flatMap(one -> of(terms, args.get(1)).map(other -> new Either(one, other)));
            case "!_" ->
                of(terms, args.getFirst())
                        .filter(one ->
                                one instanceof OfFact fact && !fact.values().isEmpty())
                        .map(one -> ((OfFact) one).not());
            case "_==_" -> compared(terms, args.get(0), texts(args.get(1)), true);
            case "_!=_" -> compared(terms, args.get(0), texts(args.get(1)), false);
            case "@in" -> compared(terms, args.get(0), listed(args.get(1)), true);
            default -> Optional.empty();
        };
    }

    private static Optional<Guard> compared(Terms terms, CelExpr fact, Set<Object> values, boolean isAmong) {
        return fact.getKind() == Kind.SELECT && !fact.select().testOnly() && !values.isEmpty()
                ? fact(terms, fact.select(), values, isAmong)
                : Optional.empty();
    }

    private static Set<Object> listed(CelExpr list) {
        var values = new HashSet<Object>();
        if (list.getKind() == Kind.LIST) {
            for (var element : list.list().elements()) {
                var text = texts(element);
                if (text.isEmpty()) {
                    return Set.of();
                }
                values.addAll(text);
            }
        }
        return values;
    }

    private static Set<Object> texts(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Set.of(expression.constant().stringValue())
                : Set.of();
    }

    private static Optional<Guard> fact(Terms terms, CelSelect select, Set<Object> values, boolean isAmong) {
        if (select.operand().getKind() != Kind.IDENT) {
            return Optional.empty();
        }
        var name = select.operand().ident().name();
        var root = Root.of(name);
        return root == null
                ? Optional.empty()
                : Optional.ofNullable(terms.model().group(name).facts().get(select.field()))
                        .map(fact -> new OfFact(root, fact.slot(), fact.otherwise(), Set.copyOf(values), isAmong));
    }
}
