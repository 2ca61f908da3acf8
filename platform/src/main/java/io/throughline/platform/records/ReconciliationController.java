package io.throughline.platform.records;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.access.ApiProblem;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Runs the three-way reconciliation.
@RestController
class ReconciliationController {
    private static final Logger log = LoggerFactory.getLogger(ReconciliationController.class);
    private final Reconcile reconcile;

    ReconciliationController(Reconcile reconcile) {
        this.reconcile = reconcile;
    }

    @PostMapping("/api/v1/reconciliation")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Compare processor, ledger and cases", description = "Minor units; every difference is named.")
    Reconcile.Report run() throws InterruptedException {
        try {
            return reconcile.run();
        } catch (IOException | IllegalStateException e) {
            log.warn("reconciliation could not read everything", e);
            throw new ApiProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "reconciliation.unreadable",
                    "The processor's or the ledger's records cannot be read now; nothing was compared.");
        }
    }
}
