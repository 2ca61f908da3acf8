package io.throughline.records;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Compiles expressions over records: CEL with its list, text, mathematics and comprehension
/// libraries and the functions of [Arithmetic]. Size and loops are bounded, so that a file cannot
/// make the engine run for ever.
public final class Expressions {
    private static final int LONGEST = 4_000;
    private static final int MOST_ROUNDS = 200_000;
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .comprehensionMaxIterations(MOST_ROUNDS)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                    CelExtensions.lists(),
                    CelExtensions.strings(),
                    CelExtensions.math(),
                    CelExtensions.comprehensions())
            .addFunctionBindings(
                    CelFunctionBinding.from("sum_list", List.class, Expressions::sum),
                    CelFunctionBinding.from("cents_double", Double.class, Arithmetic::cents),
                    CelFunctionBinding.from("calculate_string", String.class, Arithmetic::calculate))
            .build();

    private static final Pattern PLACE =
            Pattern.compile("(?s)ERROR: <input>:\\d+:\\d+: (.*?)(?: \\(in container ''\\))?\\n.*");
    private final CelCompiler compiler;
    private final Set<String> names;

    /// @param names what an expression may speak of
    public Expressions(Collection<String> names) {
        this.names = Set.copyOf(names);
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.lists(),
                        CelExtensions.strings(),
                        CelExtensions.math(),
                        CelExtensions.comprehensions(),
                        CelExtensions.bindings())
                .addFunctionDeclarations(
                        function("sum", "sum_list", SimpleType.DOUBLE, ListType.create(SimpleType.DYN)),
                        function("cents", "cents_double", SimpleType.DOUBLE, SimpleType.DOUBLE),
                        function("calculate", "calculate_string", SimpleType.DOUBLE, SimpleType.STRING));
        this.names.forEach(name -> builder.addVar(name, SimpleType.DYN));
        this.compiler = builder.build();
    }

    private static CelFunctionDecl function(String name, String overload, CelType result, CelType argument) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(overload, result, argument));
    }

    private static double sum(List<?> numbers) {
        return Arithmetic.sum(numbers);
    }

    /// What an expression may speak of.
    public Set<String> names() {
        return names;
    }

    /// Compiles one expression.
    ///
    /// @throws IllegalArgumentException with a message for its author if it does not hold together
    public Expression compile(String source) {
        try {
            var ast = compiler.compile(source).getAst();
            return new Compiled(source, namesIn(ast), RUNTIME.createProgram(ast));
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(
                    PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("$1"), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Set<String> namesIn(CelAbstractSyntaxTree ast) {
        var used = new TreeSet<String>();
        ast.getReferenceMap().values().forEach(reference -> {
            if (names.contains(reference.name())) {
                used.add(reference.name());
            }
        });
        return used;
    }

    private record Compiled(String source, Set<String> names, CelRuntime.Program program) implements Expression {
        @Override
        public Object value(Function<String, Object> value) {
            var values = new HashMap<String, Object>();
            names.forEach(name -> values.put(name, value.apply(name)));
            try {
                var result = program.eval(values);
                if (result == null || result instanceof CelUnknownSet) {
                    throw new Undecided(source, "a part of it is not known");
                }
                return result;
            } catch (CelEvaluationException e) {
                throw new Undecided(source, String.valueOf(e.getMessage()));
            }
        }
    }
}
