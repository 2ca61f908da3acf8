package io.throughline.policy.pack;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compiles and runs the conditions of packs: CEL over the fact model, checked for types when a pack is
/// read, with the few functions of [#FUNCTIONS] beside the standard ones.
@SuppressWarnings("Immutable") // functions close over nothing that changes
final class PolicyCel {
    private static final int LONGEST = 4_000;
    private final FactModel model;
    private final Map<String, CelType> names = new LinkedHashMap<>();
    private int expressions;
    private int defined;
    private final Set<String> perContact = new HashSet<>(Set.of("contact"));
    private final CelRuntime runtime;

    /// A function, what it is declared as and what it does.
    ///
    /// @param isMember whether it is written behind its first argument and a dot
    record Function(String name, boolean isMember, CelType result, List<CelType> arguments, String says, Body body) {
        private CelFunctionDecl declaration() {
            var id = "throughline_" + name;
            return CelFunctionDecl.newFunctionDeclaration(
                    name,
                    isMember
                            ? CelOverloadDecl.newMemberOverload(id, result, arguments)
                            : CelOverloadDecl.newGlobalOverload(id, result, arguments));
        }

        private CelFunctionBinding binding() {
            return CelFunctionBinding.from(
                    "throughline_" + name,
                    arguments.stream().<Class<?>>map(Function::type).collect(Collectors.toList()),
                    body::apply);
        }

        private static Class<?> type(CelType type) {
            return type.equals(SimpleType.INT)
                    ? Long.class
                    : type.equals(SimpleType.DOUBLE) ? Double.class : String.class;
        }
    }

    interface Body {
        Object apply(Object[] arguments);
    }

    /// Every function that packs may use beside CEL's own.
    static final List<Function> FUNCTIONS = List.of(
            function(
                    "day",
                    SimpleType.INT,
                    "the date written so, as in day('2026-09-01')",
                    a -> LocalDate.parse(text(a[0])).toEpochDay(),
                    SimpleType.STRING),
            function(
                    "business_days",
                    SimpleType.INT,
                    "business days after the first date, up to and with the second",
                    a -> Days.businessDays(whole(a[0]), whole(a[1])),
                    SimpleType.INT,
                    SimpleType.INT),
            function(
                    "add_business_days",
                    SimpleType.INT,
                    "the date so many business days after a date",
                    a -> Days.addBusinessDays(whole(a[0]), whole(a[1])),
                    SimpleType.INT,
                    SimpleType.INT),
            function(
                    "add_months",
                    SimpleType.INT,
                    "the same date so many months later, or the last of that month",
                    a -> Days.addMonths(whole(a[0]), whole(a[1])),
                    SimpleType.INT,
                    SimpleType.INT),
            function(
                    "anniversary",
                    SimpleType.INT,
                    "the same date so many years later; 29 February becomes 1 March",
                    a -> Days.anniversary(whole(a[0]), whole(a[1])),
                    SimpleType.INT,
                    SimpleType.INT),
            function(
                    "working_day",
                    SimpleType.INT,
                    "the date itself or the next that is no weekend or public holiday",
                    a -> Days.workingDay(whole(a[0]), text(a[1])),
                    SimpleType.INT,
                    SimpleType.STRING),
            function(
                    "cents",
                    SimpleType.INT,
                    "an amount in cents, so that sums compare exactly",
                    a -> Math.round((Double) a[0] * 100),
                    SimpleType.DOUBLE),
            function(
                    "like",
                    SimpleType.BOOL,
                    "whether a text contains what a regular expression (RE2) describes",
                    a -> Words.like(text(a[0]), text(a[1])),
                    SimpleType.STRING,
                    SimpleType.STRING),
            function(
                    "keyword",
                    SimpleType.STRING,
                    "a text as a keyword: trimmed, upper case, without punctuation",
                    a -> Words.keyword(text(a[0])),
                    SimpleType.STRING),
            function(
                    "has_card_number",
                    SimpleType.BOOL,
                    "whether 13 to 19 digits in a text satisfy the check digit",
                    a -> Words.hasCardNumber(text(a[0])),
                    SimpleType.STRING));

    private static Function function(String name, CelType result, String says, Body body, CelType... arguments) {
        return new Function(name, name.equals("like"), result, List.of(arguments), says, body);
    }

    private static long whole(Object argument) {
        return (Long) argument;
    }

    private static String text(Object argument) {
        return (String) argument;
    }

    PolicyCel(FactModel model) {
        this.model = model;
        FactModel.ROOTS.forEach(root -> names.put(root, model.celType(root)));
        names.put("history", ListType.create(model.celType("contact")));
        names.put("contact", model.celType("contact"));
        for (var text : List.of("actor", "channel", "doing", "industry", "jurisdiction")) {
            names.put(text, SimpleType.STRING);
        }
        names.put("zones", ListType.create(SimpleType.STRING));
        names.put("now", SimpleType.TIMESTAMP);
        names.put("today", SimpleType.INT);
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setTypeProvider(model)
                .setOptions(options())
                .addFunctionBindings(FUNCTIONS.stream().map(Function::binding).toList())
                .build();
    }

    private static CelOptions options() {
        return CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .enableHeterogeneousNumericComparisons(true)
                .build();
    }

    /// A condition does not hold together.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    /// A value that a rule wants could not be had.
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String what) {
            super(what, null, false, false);
        }
    }

    /// A checked expression, ready to run.
    final class Expression {
        private final String source;
        private final CelType type;
        private final CelRuntime.Program program;
        private final CelAbstractSyntaxTree tree;
        private final Set<String> reads;
        private final boolean isPerContact;
        private final int id = expressions++;
        private int slot = -1;

        private Expression(String source, CelAbstractSyntaxTree ast) throws CelEvaluationException {
            this.source = source;
            this.type = ast.getResultType();
            this.program = runtime.createProgram(ast);
            this.tree = ast;
            this.reads = ast.getReferenceMap().values().stream()
                    .map(reference -> reference.name())
                    .filter(names::containsKey)
                    .collect(Collectors.toSet());
            this.isPerContact = reads.stream().anyMatch(perContact::contains);
        }

        /// Whether it speaks of one contact out of the history, and so comes out differently for each.
        boolean isPerContact() {
            return isPerContact;
        }

        String source() {
            return source;
        }

        Set<String> reads() {
            return reads;
        }

        CelAbstractSyntaxTree tree() {
            return tree;
        }

        /// Its number among all expressions of the packs.
        int id() {
            return id;
        }

        /// Where its value is kept, if it has a name.
        int slot() {
            return slot;
        }

        Object value(Situated facts) throws Missing {
            var term = facts.terms().of(this).term();
            int before = facts.failures();
            try {
                var value = term == null ? interpreted(facts) : term.value(facts);
                check(facts, before);
                return value;
            } catch (RuntimeException e) {
                throw new Missing(missing(e));
            }
        }

        boolean holds(Situated facts) throws Missing {
            var term = facts.terms().of(this).term();
            int before = facts.failures();
            try {
                boolean holds = term == null ? (boolean) interpreted(facts) : term.holds(facts);
                check(facts, before);
                return holds;
            } catch (RuntimeException e) {
                throw new Missing(missing(e));
            }
        }

        /// The same by CEL's own runtime.
        Object valueByCel(Situated facts) throws Missing {
            int before = facts.failures();
            try {
                var value = interpreted(facts);
                check(facts, before);
                return value;
            } catch (RuntimeException e) {
                throw new Missing(missing(e));
            }
        }

        private Object interpreted(Situated facts) {
            try {
                return FactView.fromCel(program.eval(facts));
            } catch (CelEvaluationException e) {
                throw new Facts.Unknown(missing(e));
            }
        }

        /// CEL lets "false && failure" be false; what a source did not say must not pass for an answer.
        private static void check(Situated facts, int before) throws Missing {
            if (facts.failures() > before) {
                throw new Missing(facts.lastFailure() + " (its source did not answer)");
            }
        }

        private static String missing(Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Facts.SourceFailed failed) {
                    return failed.getMessage() + " (its source did not answer)";
                }
            }
            return String.valueOf(failure.getMessage()).replaceFirst("(?s)^evaluation error at [^:]*:\\d+: ", "");
        }
    }

    /// A name for an expression, usable in every one that is compiled later.
    Expression define(String name, String source) throws Wrong {
        var expression = compile(source, SimpleType.DYN);
        names.put(name, expression.type);
        expression.slot = defined++;
        if (expression.isPerContact()) {
            perContact.add(name);
        }
        return expression;
    }

    /// How many expressions were compiled.
    int expressions() {
        return expressions;
    }

    Expression condition(String source) throws Wrong {
        return compile(source, SimpleType.BOOL);
    }

    Expression date(String source) throws Wrong {
        return compile(source, SimpleType.INT);
    }

    Expression list(String source, CelType of) throws Wrong {
        return compile(source, ListType.create(of));
    }

    FactModel model() {
        return model;
    }

    private Expression compile(String source, CelType result) throws Wrong {
        try {
            var builder = builder();
            if (!result.equals(SimpleType.DYN)) {
                builder.setResultType(result);
            }
            return new Expression(source, builder.build().compile(source).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new Wrong(said(e));
        }
    }

    private CelCompilerBuilder builder() {
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(model)
                .addFunctionDeclarations(
                        FUNCTIONS.stream().map(Function::declaration).toList());
        names.forEach(builder::addVar);
        model.lists().keySet().forEach(list -> builder.addVar(list, ListType.create(SimpleType.STRING)));
        return builder;
    }

    /// The first line of what the checker says, without its drawing.
    private static String said(Exception failure) {
        var lines = String.valueOf(failure.getMessage()).lines().toList();
        var said = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith("ERROR: ")) {
                said.add(line.replaceFirst("^ERROR: <input>:(\\d+):(\\d+): ", ""));
            }
        }
        return said.isEmpty() ? lines.getFirst() : String.join("; ", said);
    }
}
