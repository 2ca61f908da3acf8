package io.throughline.platform.audit;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Has all evidence checked.
@RestController
class AuditController {
    private final AuditVerifier verifier;

    AuditController(AuditVerifier verifier) {
        this.verifier = verifier;
    }

    @PostMapping("/api/v1/audit/verify")
    @PreAuthorize("hasAuthority('api')")
    AuditVerifier.Report verify() {
        return verifier.verify();
    }
}
