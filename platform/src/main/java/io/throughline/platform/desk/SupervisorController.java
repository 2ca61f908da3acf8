package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

/// For those who look after a floor: what it looks like, what waits for a decision, and who gets what.
@RestController
class SupervisorController {
    private static final int PRIORITY = 10;
    private final Me me;
    private final Wallboard wallboard;
    private final Windows windows;
    private final Inboxes inboxes;
    private final ItemStore items;
    private final WallStore wall;
    private final PresenceStore presence;
    private final ProfileStore profiles;
    private final Colleagues colleagues;
    private final Queues queues;
    private final FloorDoor door;
    private final Once once;

    SupervisorController(
            Me me,
            Wallboard wallboard,
            Windows windows,
            Inboxes inboxes,
            ItemStore items,
            WallStore wall,
            PresenceStore presence,
            ProfileStore profiles,
            Colleagues colleagues,
            Queues queues,
            FloorDoor door,
            Once once) {
        this.me = me;
        this.wallboard = wallboard;
        this.windows = windows;
        this.inboxes = inboxes;
        this.items = items;
        this.wall = wall;
        this.presence = presence;
        this.profiles = profiles;
        this.colleagues = colleagues;
        this.queues = queues;
        this.door = door;
        this.once = once;
    }

    record Limit(Line.@Nullable Amount upTo, @Nullable Integer percent) {}

    record Approval(
            Line item,
            String authority,
            Line.@Nullable Amount amount,
            @Nullable Limit limit,
            GuideStep.@Nullable MayNot mayNot,
            @Nullable String requestedBy,
            Map<String, Object> carried,
            Duration waits) {}

    record Priority(@Nullable Integer priority, @Nullable String reason) {}

    record Move(@Nullable String queue, @Nullable String reason) {}

    record Assign(@Nullable String person, @Nullable String reason) {}

    record OneAgent(
            String id,
            String name,
            String role,
            Inboxes.Presence presence,
            int work,
            boolean offered,
            Inboxes.Abilities profile) {}

    record Given(
            @Nullable Set<String> teams,
            @Nullable Map<String, Integer> skills,
            @Nullable Set<String> languages,
            @Nullable Set<String> clearances,
            @Nullable Map<String, Profile.Capacity> capacity) {}

    @GetMapping("/api/desk/wallboard")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "The floor now: queues and people as counts")
    Wallboard.Wall wallboard(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        me.supervising(actor);
        return wallboard.now();
    }

    @GetMapping("/api/desk/approvals")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "What waits for a decision, the longest wait first; for those who hold the right")
    List<Approval> approvals(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var waiting = items.approvals().stream()
                .filter(item -> Me.supervises(who)
                        || (item.asks().right() != null
                                && who.rights().has(item.asks().right())))
                .toList();
        var decisions = windows.decisions(waiting, who);
        return waiting.stream()
                .map(item -> approval(item, Objects.requireNonNull(decisions.get(item.id())), who))
                .toList();
    }

    private Approval approval(Item item, Windows.Decision decision, Colleague who) {
        var line = Line.of(item);
        var right = item.asks().right();
        return new Approval(
                line,
                item.subject().intent(),
                line.amount(),
                limit(right == null ? null : CaseWork.limit(who, right)),
                decision.mayNot(),
                item.requestedBy(),
                decision.carried(),
                Duration.between(item.since(), inboxes.now()));
    }

    private static @Nullable Limit limit(Rights.@Nullable Limit limit) {
        if (limit == null) {
            return null;
        }
        Money upTo = limit.upTo();
        return new Limit(upTo == null ? null : Line.Amount.of(upTo), limit.percent());
    }

    @PostMapping("/api/desk/items/{item}/priority")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Let it go before or behind others")
    Line prioritise(
            @PathVariable String item,
            @RequestBody Priority wanted,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.reassigning(actor);
        var priority = wanted.priority();
        if (priority == null || Math.abs(priority) > PRIORITY) {
            throw MeController.field("priority", "\"priority\" is a whole number from -10 to 10.");
        }
        var reason = reason(wanted.reason());
        return done(item, key, "priority " + wanted, who, new Order.Prioritise(item, priority, who.id(), reason));
    }

    @PostMapping("/api/desk/items/{item}/move")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Put it into another queue, in its place")
    Line move(
            @PathVariable String item,
            @RequestBody Move wanted,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.reassigning(actor);
        var queue = wanted.queue() == null ? "" : wanted.queue();
        var reason = reason(wanted.reason());
        return done(item, key, "move " + wanted, who, new Order.Move(item, queue, who.id(), reason));
    }

    @PostMapping("/api/desk/items/{item}/assign")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Offer it to one person",
            description = "They must hold what it needs: 409 assign.right, assign.busy, ….")
    Line assign(
            @PathVariable String item,
            @RequestBody Assign wanted,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.reassigning(actor);
        var person = wanted.person() == null ? "" : wanted.person();
        var reason = reason(wanted.reason());
        return done(item, key, "assign " + wanted, who, new Order.Assign(item, person, who.id(), reason));
    }

    private Line done(String item, @Nullable String key, String request, Colleague who, Order order) {
        windows.item(item);
        return once.answer(who.id(), key, item + " " + request, Line.class, () -> {
            door.ask(order);
            return Line.of(windows.item(item));
        });
    }

    static String reason(@Nullable String given) {
        var reason = given == null ? "" : given.strip();
        if (reason.isEmpty() || reason.length() > 500) {
            throw MeController.field("reason", "\"reason\" says why, in up to 500 characters.");
        }
        return reason;
    }

    @GetMapping("/api/desk/agents")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Who is at the desk, what they can and how they stand")
    List<OneAgent> agents(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        me.supervising(actor);
        var there = presence.all().stream().collect(Collectors.toMap(PresenceStore.There::agent, Inboxes::shown));
        var busy = wall.people().stream().collect(Collectors.toMap(WallStore.Busy::agent, one -> one));
        var kept = profiles.all();
        return colleagues.colleagues().stream()
                .filter(who -> !who.role().equals("administrator"))
                .map(who -> {
                    var one = busy.get(who.id());
                    return new OneAgent(
                            who.id(),
                            who.name(),
                            who.role(),
                            there.getOrDefault(who.id(), new Inboxes.Presence("offline", "", null, null)),
                            one == null ? 0 : one.work(),
                            one != null && one.offered(),
                            inboxes.abilities(
                                    Objects.requireNonNullElseGet(kept.get(who.id()), () -> Profile.usual(who))));
                })
                .toList();
    }

    @PutMapping("/api/desk/agents/{person}/profile")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Say what somebody can: teams, skills, languages, clearances, how much at once")
    Inboxes.Abilities profile(
            @PathVariable String person,
            @RequestBody Given given,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        me.supervising(actor);
        var who = colleagues
                .find(person)
                .orElseThrow(() ->
                        new ApiProblem(HttpStatus.NOT_FOUND, "agent.unknown", "Nobody is known as " + person + "."));
        var usual = Profile.usual(who);
        var profile = new Profile(
                Objects.requireNonNullElse(given.teams(), Set.of()),
                Objects.requireNonNullElse(given.skills(), usual.skills()),
                Objects.requireNonNullElse(given.languages(), usual.languages()),
                Objects.requireNonNullElse(given.clearances(), Set.of()),
                Objects.requireNonNullElse(given.capacity(), usual.capacity()));
        check(profile);
        profiles.put(person, profile);
        door.ask(new Order.Know(person));
        return inboxes.abilities(profile);
    }

    private void check(Profile profile) {
        profile.skills().forEach((skill, level) -> {
            if (level < 1 || level > 10) {
                throw MeController.field("skills", "Proficiency in " + skill + " is 1 to 10.");
            }
        });
        profile.capacity().forEach((kind, room) -> {
            if (room.atOnce() < 1 || room.atOnce() > 50) {
                throw MeController.field(
                        "capacity", "\"atOnce\" of " + kind + " is 1 to 50; leave a kind out to give none.");
            }
        });
        var teams = queues.all().stream()
                .flatMap(queue -> queue.servedBy().stream())
                .collect(Collectors.toSet());
        profile.teams().stream()
                .filter(team -> !teams.contains(team))
                .findFirst()
                .ifPresent(team -> {
                    throw MeController.field(
                            "teams",
                            "No queue is served by a team \"" + team + "\""
                                    + io.throughline.workflow.Nearest.hint(team, teams) + ".");
                });
        if (profile.clearances().stream().anyMatch(name -> name.startsWith(CaseWork.person("")))) {
            throw MeController.field("clearances", "Nobody is cleared for work that was given to somebody else.");
        }
    }
}
