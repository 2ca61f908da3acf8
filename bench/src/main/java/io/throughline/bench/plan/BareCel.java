package io.throughline.bench.plan;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;

/// A condition of Regulation F – which contacts count as calls – by CEL's own runtime, compiled once.
final class BareCel {
    private static final Map<String, Object> FACTS =
            Map.of("dir", "out", "ch", "voice", "res", "no_answer", "calls", List.of("voice", "voicemail"));
    private final CelRuntime.Program program;

    BareCel() throws CelValidationException, CelEvaluationException {
        var compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("dir", SimpleType.STRING)
                .addVar("ch", SimpleType.STRING)
                .addVar("res", SimpleType.STRING)
                .addVar("calls", ListType.create(SimpleType.STRING))
                .build();
        var tree = compiler.compile("dir == 'out' && ch in calls && !(res in ['busy', 'not_in_service'])")
                .getAst();
        program = CelRuntimeFactory.plannerRuntimeBuilder().build().createProgram(tree);
    }

    boolean holds() {
        try {
            return (boolean) program.eval(FACTS);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
