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
import io.throughline.engine.Money;
import java.util.HashMap;
import java.util.Map;
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
    private static final int LONGEST = 2_000;
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private final CelCompiler compiler;
    private final Map<String, FactType> names;

    /// @param names every fact that may be used, with its type
    public CelConditions(Map<String, FactType> names) {
        // names with a dash cannot be said in CEL
        this.names = names.entrySet().stream()
                .filter(entry -> !entry.getKey().contains("-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(
                        CelOptions.current().maxExpressionCodePointSize(LONGEST).build())
                .setResultType(SimpleType.BOOL);
        this.names.forEach((name, type) -> builder.addVar(name, celType(type)));
        this.compiler = builder.build();
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
            case TEXT, DATE -> SimpleType.STRING;
            case LIST -> ListType.create(SimpleType.DYN);
        };
    }

    private record CelCondition(
            String source, Set<String> names, Map<String, FactType> types, CelRuntime.Program program)
            implements Condition {
        @Override
        public boolean holds(Map<String, Map<String, Object>> facts) {
            var values = new HashMap<String, Object>();
            for (var name : names) {
                values.put(name, value(name, facts));
            }
            try {
                return (boolean) program.eval(values);
            } catch (CelEvaluationException e) {
                throw new ConditionFailed(source, String.valueOf(e.getMessage()));
            }
        }

        private Object value(String name, Map<String, Map<String, Object>> facts) {
            int dot = name.indexOf('.');
            var fact = facts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1));
            if (fact == null) {
                throw new ConditionFailed(source, name + " is not known");
            }
            return switch (types.get(name)) {
                case MONEY -> Money.fromFact(fact).decimal().doubleValue();
                case WHOLE -> ((Number) fact).longValue();
                case YES_NO, TEXT, DATE, LIST -> fact;
                case null -> throw new ConditionFailed(source, name + " has no type");
            };
        }
    }
}
