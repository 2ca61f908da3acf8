package io.throughline.platform.cases;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Figures over all cases.
@RestController
class FigureController {
    private final FigureStore store;
    private final Workflows workflows;
    private final EffectDispatcher dispatcher;
    private final InstantSource clock;

    FigureController(FigureStore store, Workflows workflows, EffectDispatcher dispatcher, InstantSource clock) {
        this.store = store;
        this.workflows = workflows;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /// Whether there is anything to do now, and when there will be (business time, milliseconds).
    record Pulse(long due, int inFlight, @Nullable Long nextAt) {}

    @GetMapping("/api/v1/pulse")
    @PreAuthorize("hasAuthority('api')")
    Pulse pulse() {
        // what is in flight is read first: an effect between the two readings is then counted twice, never missed
        int inFlight = dispatcher.inFlight();
        var due = store.due(clock.instant());
        Instant next = due.next();
        return new Pulse(due.due(), inFlight, next == null ? null : next.toEpochMilli());
    }

    @GetMapping("/api/v1/resolution")
    @PreAuthorize("hasAuthority('api')")
    Resolution resolution() {
        return Resolution.of(store.standings(), store.medianSecondsToFinish(), store.writebacks(), workflows);
    }
}
