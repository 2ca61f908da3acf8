package io.throughline.policy.pack;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.FactModel.Kind;
import io.throughline.policy.pack.Term.Constant;
import io.throughline.policy.pack.Term.Test;
import io.throughline.policy.pack.Terms.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Translates a checked expression into [Term]s, so that nothing is looked up by name while it is worked out. What it
/// has no translation for is left to CEL's own runtime, whole.
final class TermCompiler {
    /// There is no translation for a part of the expression.
    static final class Untranslated extends Exception {
        private static final long serialVersionUID = 1;

        Untranslated(String what) {
            super(what, null, false, false);
        }
    }

    private final Terms terms;
    private final FactModel model;
    private final CelAbstractSyntaxTree tree;
    private final List<String> locals = new ArrayList<>();
    private final Operators operators = new Operators(this);
    private int base;
    private int deepest;

    private TermCompiler(Terms terms, CelAbstractSyntaxTree tree) {
        this.terms = terms;
        this.model = terms.model();
        this.tree = tree;
    }

    /// @param terms what names stand for
    static Translation translate(Terms terms, CelAbstractSyntaxTree tree) {
        var compiler = new TermCompiler(terms, tree);
        // a name is worked out while the variables of whoever uses it are alive: places must not be shared
        compiler.base = tree.getReferenceMap().values().stream()
                .flatMap(reference -> terms.named(reference.name()).stream())
                .mapToInt(named -> terms.of(named).locals())
                .max()
                .orElse(0);
        compiler.deepest = compiler.base;
        try {
            var term = compiler.term(tree.getExpr());
            if (compiler.deepest <= Situated.LOCALS) {
                return new Translation(term, compiler.deepest);
            }
        } catch (Untranslated e) {
            // then as a whole by CEL's runtime
        }
        return new Translation(null, compiler.base);
    }

    CelType type(CelExpr expression) {
        return tree.getTypeOrThrow(expression.id());
    }

    Term term(CelExpr expression) throws Untranslated {
        return switch (expression.getKind()) {
            case CONSTANT -> new Constant(constant(expression.constant()));
            case IDENT -> name(expression.ident().name());
            case SELECT -> select(expression.select());
            case CALL -> operators.call(expression);
            case LIST -> list(expression);
            case COMPREHENSION -> quantified(expression.comprehension());
            default -> throw new Untranslated(expression.getKind().name());
        };
    }

    /// The value of a term that depends on nothing; itself if it has none, so that it is told when it is asked.
    @SuppressWarnings("NullAway") // constants do not look at the situation
    Term known(Term term) {
        try {
            return new Constant(term.value(null));
        } catch (RuntimeException e) {
            return term;
        }
    }

    private static Object constant(CelConstant constant) throws Untranslated {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            default -> throw new Untranslated(constant.getKind().name());
        };
    }

    private Term name(String name) throws Untranslated {
        int local = locals.lastIndexOf(name);
        if (local >= 0) {
            int place = base + local;
            return view -> view.local(place);
        }
        var named = terms.named(name).orElse(null);
        if (named != null) {
            return terms.of(named).term() instanceof Constant constant ? constant : view -> view.named(named);
        }
        var given = terms.given(name).orElse(null);
        if (given != null) {
            return new Constant(given);
        }
        var list = model.lists().get(name);
        if (list != null) {
            return new Constant(list);
        }
        return switch (name) {
            case "action" -> view -> view.situation().action();
            case "account" -> view -> view.situation().account();
            case "consent" -> view -> view.situation().consent();
            case "consumer" -> view -> view.situation().consumer();
            case "history" -> Situated::history;
            case "contact" -> Situated::contact;
            case "actor" -> view -> view.situation().actor();
            case "channel" -> view -> view.situation().channel();
            case "doing" -> view -> view.situation().actionName();
            case "industry" -> view -> view.situation().industry();
            case "jurisdiction" -> view -> view.situation().jurisdiction();
            case "zones" -> Situated::zoneIds;
            case "now" -> Situated::now;
            case "today" -> (Term.Whole) Situated::day;
            // given by a rule that is switched off
            default ->
                _ -> {
                    throw new Facts.Unknown(name + " is a name that no rule in force gives");
                };
        };
    }

    private Term select(CelSelect select) throws Untranslated {
        var group = type(select.operand()).name();
        var of = model.groups().get(group);
        if (of == null) {
            throw new Untranslated(group);
        }
        Fact fact = Objects.requireNonNull(of.facts().get(select.field()), select.field());
        var seen = reading(select.operand(), fact);
        if (select.testOnly()) {
            return (Test) view -> seen.of(view) != null;
        }
        var absent = group + "." + fact.name() + " is not known";
        return view -> {
            var value = seen.of(view);
            if (value == null) {
                throw new Facts.Unknown(absent);
            }
            return value;
        };
    }

    /// What is seen of a fact; null if it is absent.
    private interface Reading {
        @Nullable
        Object of(Situated view);
    }

    /// The groups that every situation has are read without asking a term for them.
    private Reading reading(CelExpr group, Fact fact) throws Untranslated {
        boolean isTime = fact.kind() == Kind.DATE || fact.kind() == Kind.MOMENT;
        boolean isRoot = group.getKind() == CelExpr.ExprKind.Kind.IDENT
                && !locals.contains(group.ident().name());
        int slot = fact.slot();
        var otherwise = fact.otherwise();
        if (isRoot && !isTime) {
            switch (group.ident().name()) {
                case "account" -> {
                    return view -> view.account().plain(fact, slot, otherwise, view);
                }
                case "action" -> {
                    return view -> view.action().plain(fact, slot, otherwise, view);
                }
                case "consent" -> {
                    return view -> view.consent().plain(fact, slot, otherwise, view);
                }
                case "contact" -> {
                    return view -> view.contact().plain(fact, slot, otherwise, view);
                }
                default -> {}
            }
        }
        var facts = term(group);
        return isTime
                ? view -> ((Facts) facts.value(view)).seen(fact, view)
                : view -> ((Facts) facts.value(view)).plain(fact, slot, otherwise, view);
    }

    private Term list(CelExpr expression) throws Untranslated {
        var terms = new ArrayList<Term>();
        for (var element : expression.list().elements()) {
            terms.add(term(element));
        }
        if (!expression.list().optionalIndices().isEmpty()) {
            throw new Untranslated("optional");
        }
        if (terms.stream().allMatch(Constant.class::isInstance)) {
            return new Constant(
                    terms.stream().map(term -> ((Constant) term).value()).toList());
        }
        var parts = List.copyOf(terms);
        return view -> {
            var list = new ArrayList<Object>(parts.size());
            for (var part : parts) {
                list.add(part.value(view));
            }
            return list;
        };
    }

    /// The macros `exists`, `all`, `filter` and `map`, by the loops that CEL makes of them.
    private Term quantified(CelComprehension loop) throws Untranslated {
        if (!loop.iterVar2().isEmpty() || !(type(loop.iterRange()) instanceof ListType)) {
            throw new Untranslated("loop");
        }
        var over = term(loop.iterRange());
        locals.add(loop.iterVar());
        int place = base + locals.size() - 1;
        deepest = Math.max(deepest, base + locals.size());
        try {
            var step = loop.loopStep();
            if (step.getKind() != CelExpr.ExprKind.Kind.CALL) {
                throw new Untranslated("loop");
            }
            var arguments = step.call().args();
            return switch (step.call().function()) {
                case "_||_" -> Quantifiers.exists(over, place, term(arguments.get(1)));
                case "_&&_" -> Quantifiers.all(over, place, term(arguments.get(1)));
                case "_?_:_" -> Quantifiers.filter(over, place, term(arguments.get(0)), kept(arguments.get(1)));
                case "_+_" -> Quantifiers.map(over, place, kept(step));
                default -> throw new Untranslated("loop");
            };
        } finally {
            locals.removeLast();
        }
    }

    /// What a step `accumulated + [kept]` adds.
    private Term kept(CelExpr sum) throws Untranslated {
        var added = sum.getKind() == CelExpr.ExprKind.Kind.CALL
                        && sum.call().function().equals("_+_")
                ? sum.call().args().get(1)
                : sum;
        if (added.getKind() != CelExpr.ExprKind.Kind.LIST
                || added.list().elements().size() != 1) {
            throw new Untranslated("loop");
        }
        return term(added.list().elements().getFirst());
    }
}
