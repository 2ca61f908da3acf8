package io.throughline.platform.staff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Rights taken in an emergency, over HTTP.
@RestController
@Tag(name = "Break-glass", description = "More rights than one has: with a reason, for at most an hour, then reviewed.")
class BreakGlassController {
    private final BreakGlass glass;
    private final Actors actors;

    BreakGlassController(BreakGlass glass, Actors actors) {
        this.glass = glass;
        this.actors = actors;
    }

    /// @param minutes 1 to 60; null: 60
    record Emergency(@Nullable String reason, @Nullable Integer minutes) {}

    /// @param finding what whoever looked at it found
    record Review(@Nullable String finding) {}

    @GetMapping("/api/v1/break-glass")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Emergencies: those nobody has looked at first")
    List<BreakGlass.Broken> all() {
        return glass.all();
    }

    @PostMapping("/api/v1/break-glass")
    @PreAuthorize("hasAuthority('api')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Take more rights for an emergency")
    BreakGlass.Broken take(
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor,
            @RequestBody Emergency emergency) {
        return glass.take(actors.acting(actor), emergency.reason(), emergency.minutes());
    }

    @DeleteMapping("/api/v1/break-glass")
    @PreAuthorize("hasAuthority('api')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give one's emergency rights back before their time")
    void end(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        glass.end(actors.acting(actor).id());
    }

    @PostMapping("/api/v1/break-glass/{number}/review")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Say what was found when somebody else's emergency was looked at")
    BreakGlass.Broken review(
            @PathVariable long number,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor,
            @RequestBody Review review) {
        return glass.review(actors.acting(actor), number, review.finding());
    }
}
