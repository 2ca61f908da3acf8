package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.staff.Actors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Supervisors step into a colleague's conversation.
@RestController
class StepInController {
    private final Me me;
    private final StepIn stepIn;
    private final Windows windows;
    private final Once once;

    StepInController(Me me, StepIn stepIn, Windows windows, Once once) {
        this.me = me;
        this.stepIn = stepIn;
        this.windows = windows;
        this.once = once;
    }

    record Why(@Nullable String reason) {}

    @PostMapping("/api/desk/items/{item}/join")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Join a colleague's conversation with the customer",
            description = "From then on one writes to the customer beside them, within policy. They are told at once.")
    Window join(
            @PathVariable String item,
            @RequestBody Why why,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.supervising(actor);
        var reason = SupervisorController.reason(why.reason());
        return once.answer(who.id(), key, "join " + item + " " + reason, Window.class, () -> {
            stepIn.join(item, reason, who);
            return windows.of(item, who);
        });
    }

    @PostMapping("/api/desk/items/{item}/leave")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Leave a conversation that one had joined")
    Window leave(
            @PathVariable String item,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.supervising(actor);
        return once.answer(who.id(), key, "leave " + item, Window.class, () -> {
            stepIn.leave(item, who);
            return windows.of(item, who);
        });
    }

    @PostMapping("/api/desk/items/{item}/take-over")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Go on with it in the colleague's place",
            description = "The conversation, and the proof of who is in it, go on: 409 take-over.offline, ….")
    Window takeOver(
            @PathVariable String item,
            @RequestBody Why why,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        me.supervising(actor);
        var who = me.reassigning(actor);
        var reason = SupervisorController.reason(why.reason());
        return once.answer(who.id(), key, "take-over " + item + " " + reason, Window.class, () -> {
            stepIn.takeOver(item, reason, who);
            return windows.of(item, who);
        });
    }
}
