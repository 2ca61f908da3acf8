package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Cases for those who operate them.
@RestController
class CaseController {
    private static final int MOST = 1_000;
    private final DurableCases cases;
    private final Workflows workflows;
    private final FigureStore figures;

    CaseController(DurableCases cases, Workflows workflows, FigureStore figures) {
        this.cases = cases;
        this.workflows = workflows;
        this.figures = figures;
    }

    @GetMapping("/api/v1/cases/{idOrReference}")
    @PreAuthorize("hasAuthority('api')")
    CaseView one(@PathVariable String idOrReference) {
        var stored = cases.stored(idOrReference).orElseThrow(() -> new Cases.UnknownCase(idOrReference));
        var state = stored.state();
        return CaseView.of(stored, workflows.version(state.workflow(), state.version()), cases.events(state.id()));
    }

    @GetMapping("/api/v1/cases")
    @PreAuthorize("hasAuthority('api')")
    List<FigureStore.Line> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(defaultValue = "100") int limit) {
        var status = state == null ? null : state.toUpperCase(Locale.ROOT);
        if (status != null
                && Arrays.stream(CaseState.Status.values())
                        .noneMatch(known -> known.name().equals(status))) {
            throw new IllegalArgumentException("state is one of "
                    + Arrays.toString(CaseState.Status.values()).toLowerCase(Locale.ROOT));
        }
        return figures.list(status, queue, Math.clamp(limit, 1, MOST));
    }

    @ExceptionHandler(Cases.UnknownCase.class)
    ProblemDetail unknown(Cases.UnknownCase unknown) {
        return problem(HttpStatus.NOT_FOUND, "case.unknown", String.valueOf(unknown.getMessage()));
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail wrong(IllegalArgumentException wrong) {
        return problem(HttpStatus.BAD_REQUEST, "request.wrong", String.valueOf(wrong.getMessage()));
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
