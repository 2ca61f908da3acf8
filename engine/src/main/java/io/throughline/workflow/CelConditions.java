package io.throughline.workflow;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.throughline.engine.Document;
import io.throughline.engine.Money;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compiles conditions: CEL over the dotted facts of a definition, type-checked, with bounded size.
/// Money compares as a decimal number of its currency's main unit; dates compare as ISO text.
public final class CelConditions {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '_(.{1,3})_' applied to '\\((\\w+), (\\w+)\\)'.*", Pattern.DOTALL);
    private static final Pattern DASHED = Pattern.compile("-+(\\w)");
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 20;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern LOOP = Pattern.compile("\\.\\s*(all|exists|exists_one|map|filter)\\s*\\(");
    private final CelCompiler compiler;
    private final Map<String, Named> names = new TreeMap<>();

    /// A fact under the name that CEL can say.
    private record Named(String fact, FactType type) {}

    /// @param names every fact that may be used, with its type
    public CelConditions(Map<String, FactType> names) {
        names.forEach((name, type) -> this.names.putIfAbsent(said(name), new Named(name, type)));
        // where two names are said alike, the one that is written so is meant
        names.forEach((name, type) -> this.names.computeIfPresent(name, (_, _) -> new Named(name, type)));
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(
                        CelOptions.current().maxExpressionCodePointSize(LONGEST).build())
                .setResultType(SimpleType.BOOL);
        this.names.forEach((name, named) -> builder.addVar(name, celType(named.type())));
        this.compiler = builder.build();
    }

    /// How CEL says a name: a dash means minus there, so `contact-details.zip` is `contactDetails.zip`.
    static String said(String name) {
        return DASHED.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /// Why a condition could take longer than a few comparisons do, if so.
    static Optional<String> unbounded(String source) {
        if (source.length() > LONGEST) {
            return Optional.of("it has more than " + LONGEST + " characters");
        }
        var bare = QUOTED.matcher(source).replaceAll("");
        var loop = LOOP.matcher(bare);
        if (loop.find()) {
            return Optional.of("\"" + loop.group(1) + "\" loops over a list");
        }
        int depth = 0;
        for (var letter : bare.toCharArray()) {
            depth += letter == '(' || letter == '[' || letter == '{' ? 1 : 0;
            depth -= letter == ')' || letter == ']' || letter == '}' ? 1 : 0;
            if (depth > DEEPEST) {
                return Optional.of("it nests more than " + DEEPEST + " brackets deep");
            }
        }
        return Optional.empty();
    }

    /// Compiles one condition.
    ///
    /// @throws IllegalArgumentException with a message for its author if it does not type-check or is not bounded
    public Condition compile(String source) {
        unbounded(source).ifPresent(why -> {
            throw new IllegalArgumentException("the condition could take too long to decide: " + why);
        });
        try {
            var ast = compiler.compile(source).getAst();
            return new CelCondition(source, namesIn(ast), names, new Program(ast));
        } catch (CelValidationException e) {
            var first = e.getErrors().isEmpty()
                    ? String.valueOf(e.getMessage())
                    : String.valueOf(e.getErrors().getFirst().getMessage());
            throw new IllegalArgumentException(explain(source, first), e);
        }
    }

    private String explain(String source, String message) {
        var unknown = UNDECLARED.matcher(message);
        if (!unknown.find()) {
            return OVERLOAD.matcher(message.replaceFirst(" \\(in container ''\\)", ""))
                    .replaceFirst(found -> "\"" + found.group(1) + "\" does not go between " + word(found.group(2))
                            + " and " + word(found.group(3)) + "; amounts are written as 50.00, texts in quotes");
        }
        // CEL names only the part before the dot; the author is helped by the whole name
        var whole = Pattern.compile("\\b" + Pattern.quote(unknown.group(1)) + "(\\.\\w+)*")
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(name -> !names.containsKey(name))
                .findFirst()
                .orElse(unknown.group(1));
        return "\"" + whole + "\" is not a known fact" + Nearest.hint(whole, names.keySet());
    }

    private static String word(String celType) {
        return switch (celType) {
            case "string" -> "text";
            case "double" -> "an amount";
            case "int" -> "a whole number";
            case "bool" -> "yes or no";
            default -> celType;
        };
    }

    private Set<String> namesIn(CelAbstractSyntaxTree ast) {
        return ast.getReferenceMap().values().stream()
                .map(reference -> reference.name())
                .filter(names::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CelType celType(FactType type) {
        return switch (type) {
            case MONEY -> SimpleType.DOUBLE;
            case WHOLE -> SimpleType.INT;
            case YES_NO -> SimpleType.BOOL;
            case TEXT, DATE, DOCUMENT -> SimpleType.STRING;
            case LIST -> ListType.create(SimpleType.DYN);
        };
    }

    /// What a condition is run by, made when it is first needed: whoever only checks definitions never needs it.
    private static final class Program {
        private final CelAbstractSyntaxTree ast;
        private volatile CelRuntime.@Nullable Program made;

        Program(CelAbstractSyntaxTree ast) {
            this.ast = ast;
        }

        Object eval(Map<String, Object> values) throws CelEvaluationException {
            var program = made;
            if (program == null) {
                program = Runtime.CEL.createProgram(ast);
                made = program;
            }
            return program.eval(values);
        }
    }

    /// Loaded with the first condition that is run.
    private static final class Runtime {
        static final CelRuntime CEL =
                CelRuntimeFactory.standardCelRuntimeBuilder().build();
    }

    private record CelCondition(String source, Set<String> said, Map<String, Named> known, Program program)
            implements Condition {
        @Override
        public Set<String> names() {
            return said.stream().map(this::fact).collect(Collectors.toCollection(TreeSet::new));
        }

        private String fact(String name) {
            return Objects.requireNonNull(known.get(name)).fact();
        }

        @Override
        public boolean holds(Map<String, Map<String, Object>> facts) {
            var values = new HashMap<String, Object>();
            for (var name : said) {
                values.put(name, value(Objects.requireNonNull(known.get(name)), facts));
            }
            try {
                return (boolean) program.eval(values);
            } catch (CelEvaluationException e) {
                throw new ConditionFailed(source, String.valueOf(e.getMessage()));
            }
        }

        private Object value(Named named, Map<String, Map<String, Object>> facts) {
            var name = named.fact();
            int dot = name.indexOf('.');
            var fact = facts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1));
            if (fact == null) {
                throw new ConditionFailed(source, name + " is not known");
            }
            return switch (named.type()) {
                case MONEY -> Money.fromFact(fact).decimal().doubleValue();
                case WHOLE -> ((Number) fact).longValue();
                case YES_NO, TEXT, DATE, LIST -> fact;
                case DOCUMENT -> Document.fromFact(fact).sha256();
            };
        }
    }
}
