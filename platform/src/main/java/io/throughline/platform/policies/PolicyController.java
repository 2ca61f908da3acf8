package io.throughline.platform.policies;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.engine.By.Actor;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.policy.ContactLaw;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The packs in force over HTTP.
@RestController
@Tag(name = "Policy", description = "The packs of rules that every message is asked against.")
class PolicyController {
    private final PackShelf shelf;
    private final PolicyStore store;
    private final Actors actors;

    PolicyController(PackShelf shelf, PolicyStore store, Actors actors) {
        this.actors = actors;
        this.shelf = shelf;
        this.store = store;
    }

    /// @param version the hash that decisions name
    record InForce(String version, List<String> packs, List<PolicyStore.Change> changes) {}

    @GetMapping("/api/v1/policy")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "The packs in force, with their hashes, and when packs were taken up or refused")
    InForce inForce() {
        var law = shelf.law();
        return new InForce(
                law.map(ContactLaw::version).orElse(""),
                law.map(ContactLaw::versions).orElse(List.of()),
                store.changes());
    }

    @PostMapping("/api/v1/policy:reload")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Read the packs again",
            description =
                    "All are taken up together. Where something is wrong with one, those in force stay; either way it"
                            + " is written down.")
    InForce reload(
            @Parameter(description = "Id of the person who does it")
                    @RequestHeader(name = Actors.HEADER, required = false)
                    @Nullable
                    String who) {
        var by = actors.acting(who);
        if (by.actor() != Actor.OPERATIONS && by.actor() != Actor.SUPERVISOR) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "policy.right",
                    by.id() + " is neither operations nor a supervisor, who may take up packs.");
        }
        var problems = shelf.take(by.id());
        if (!problems.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "policy.refused",
                    "The packs in force stay: " + String.join("; ", problems),
                    Map.of("problems", problems));
        }
        return inForce();
    }
}
