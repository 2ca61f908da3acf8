package io.throughline.platform.records;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases.UnknownWorkflow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Opens cases for accounts of the portfolio.
@RestController
class OpenCasesController {
    private final OpenCases openCases;

    OpenCasesController(OpenCases openCases) {
        this.openCases = openCases;
    }

    record Request(@Nullable String workflow, @Nullable String where) {}

    @PostMapping("/api/v1/cases:open")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Open a case for each account that matches",
            description = "`where` is a CEL condition over account.* and customer.*; without it every account that owes"
                    + " something matches. An account has one case a workflow, however often this is asked.")
    OpenCases.Opening open(@RequestBody Request request) throws InterruptedException {
        if (request.workflow() == null || request.workflow().isBlank()) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "open.workflow", "Name the workflow.");
        }
        String where = request.where() == null || request.where().isBlank() ? "true" : request.where();
        try {
            return openCases.open(request.workflow(), where);
        } catch (UnknownWorkflow e) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, "workflow.unknown", String.valueOf(e.getMessage()));
        } catch (BadCondition e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "open.condition", String.valueOf(e.getMessage()));
        }
    }
}
