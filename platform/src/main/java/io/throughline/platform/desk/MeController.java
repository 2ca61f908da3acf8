package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.routing.Presence;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Whoever sits at the desk: their presence, what is offered to them, what they have.
@RestController
class MeController {
    private static final List<String> AWAY_REASONS = List.of("break", "lunch", "training", "meeting", "follow-up");
    private final Me me;
    private final Inboxes inboxes;
    private final Windows windows;
    private final FloorDoor door;
    private final Once once;

    MeController(Me me, Inboxes inboxes, Windows windows, FloorDoor door, Once once) {
        this.me = me;
        this.inboxes = inboxes;
        this.windows = windows;
        this.door = door;
        this.once = once;
    }

    record Self(
            String id,
            String name,
            String role,
            List<String> rights,
            boolean supervises,
            Inboxes.Presence presence,
            Inboxes.Abilities profile,
            List<String> awayReasons,
            long lastEvent,
            Instant now) {}

    record Wanted(@Nullable String state, @Nullable String reason) {}

    record Because(@Nullable String reason) {}

    @GetMapping("/api/desk/me")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Who I am at the desk, what I can and may")
    Self self(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        return new Self(
                who.id(),
                who.name(),
                who.role(),
                who.rights().held().keySet().stream().sorted().toList(),
                Me.supervises(who),
                inboxes.presence(who.id()),
                inboxes.abilities(inboxes.profile(who)),
                AWAY_REASONS,
                inboxes.lastEvent(),
                inboxes.now());
    }

    @PutMapping("/api/desk/me/presence")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Take offers, or not", description = "Being away needs a reason.")
    Inboxes.Presence presence(
            @RequestBody Wanted wanted,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var state = state(wanted);
        var reason = wanted.reason() == null ? "" : wanted.reason().strip();
        if (state == Presence.AWAY && reason.isEmpty() || reason.length() > 100) {
            throw field("reason", "\"reason\" says why you are away, in up to 100 characters.");
        }
        return once.answer(who.id(), key, "presence " + wanted, Inboxes.Presence.class, () -> {
            door.ask(new Order.Present(who.id(), state, reason));
            return inboxes.presence(who.id());
        });
    }

    private static Presence state(Wanted wanted) {
        return Arrays.stream(Presence.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wanted.state()))
                .findFirst()
                .orElseThrow(() -> field("state", "\"state\" is available, away or offline."));
    }

    static ApiProblem field(String field, String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "desk.field", detail, java.util.Map.of("field", field));
    }

    @PostMapping("/api/desk/me/wrapped-up")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "End the time after a contact")
    Inboxes.Presence wrappedUp(
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        return once.answer(who.id(), key, "wrapped-up", Inboxes.Presence.class, () -> {
            door.ask(new Order.WrappedUp(who.id()));
            return inboxes.presence(who.id());
        });
    }

    @GetMapping("/api/desk/me/inbox")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "What is offered to me, what I have at work, my call-backs")
    Inboxes.Inbox inbox(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return inboxes.of(me.acting(actor).id());
    }

    @PostMapping("/api/desk/offers/{offer}/accept")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Take what is offered", description = "409 offer.gone when it stands no longer.")
    Window accept(
            @PathVariable String offer,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        return once.answer(who.id(), key, "accept " + offer, Window.class, () -> {
            var answer = door.ask(new Order.Accept(who.id(), offer));
            return windows.of(String.valueOf(answer.told().get("item")), who);
        });
    }

    @PostMapping("/api/desk/offers/{offer}/reject")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Do not take what is offered, with a reason")
    Inboxes.Inbox reject(
            @PathVariable String offer,
            @RequestBody Because because,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var reason = because.reason() == null ? "" : because.reason().strip();
        if (reason.isEmpty() || reason.length() > 200) {
            throw field("reason", "\"reason\" says why, in up to 200 characters.");
        }
        return once.answer(who.id(), key, "reject " + offer + " " + reason, Inboxes.Inbox.class, () -> {
            door.ask(new Order.Reject(who.id(), offer, reason));
            return inboxes.of(who.id());
        });
    }
}
