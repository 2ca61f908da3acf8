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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compiles conditions: CEL over the dotted facts of a definition, type-checked, with bounded size. Money
/// compares as a decimal
/// number of its currency's main unit; dates compare as ISO text.
public final class CelConditions {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");
    private static final Pattern DASHED = Pattern.compile("-+(\\w)");
    private static final int LONGEST = 2_000;
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
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

    /// Compiles one condition.
    ///
    /// @throws IllegalArgumentException with a message for its author if it does not type-check
    public Condition compile(String source) {
        try {
            var ast = compiler.compile(source).getAst();
            return new CelCondition(source, namesIn(ast), names, RUNTIME.createProgram(ast));
        } catch (CelValidationException e) {
            var first = e.getErrors().isEmpty()
                    ? String.valueOf(e.getMessage())
                    : String.valueOf(e.getErrors().getFirst().getMessage());
            throw new IllegalArgumentException(explain(source, first), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private String explain(String source, String message) {
        var unknown = UNDECLARED.matcher(message);
        if (!unknown.find()) {
            return message.replaceFirst(" \\(in container ''\\)", "");
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

    private record CelCondition(String source, Set<String> said, Map<String, Named> known, CelRuntime.Program program)
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
