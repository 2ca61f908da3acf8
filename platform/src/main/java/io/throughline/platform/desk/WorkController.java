package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.staff.Actors;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.ServedQueue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where a piece of work goes: to somebody else, to later, to its end; and why it is where it is.
@RestController
class WorkController {
    private final Me me;
    private final Windows windows;
    private final Inboxes inboxes;
    private final ItemStore items;
    private final EventStore events;
    private final Queues queues;
    private final FloorDoor door;
    private final Once once;
    private final JsonMapper json;

    WorkController(
            Me me,
            Windows windows,
            Inboxes inboxes,
            ItemStore items,
            EventStore events,
            Queues queues,
            FloorDoor door,
            Once once,
            JsonMapper json) {
        this.me = me;
        this.windows = windows;
        this.inboxes = inboxes;
        this.items = items;
        this.events = events;
        this.queues = queues;
        this.door = door;
        this.once = once;
        this.json = json;
    }

    record Transfer(
            @Nullable String queue,
            @Nullable String person,
            @Nullable String note) {}

    record Consult(
            @Nullable String queue,
            @Nullable String person,
            @Nullable String question) {}

    record Consulted(Line consult, Window window) {}

    record CallBack(
            @Nullable Instant at,
            @Nullable Boolean mine,
            @Nullable String note) {}

    record Note(@Nullable String note) {}

    record Finished(Window.WrapUp wrapUp, Inboxes.Presence presence) {}

    /// @param agent who has it; null: nobody
    /// @param next what happens next, and when; null: nothing by itself
    /// @param hindered how many people lack what, by what they lack
    record Why(
            String stand,
            String sentence,
            @Nullable String agent,
            @Nullable String next,
            boolean queueOpen,
            Map<String, Integer> hindered) {}

    record OneQueue(
            String name,
            boolean open,
            @Nullable Instant nextOpen,
            int targetPercent,
            long targetSeconds,
            long offerSeconds,
            String wrapUp,
            @Nullable Long wrapUpSeconds,
            @Nullable String overflow) {}

    @PostMapping("/api/desk/items/{item}/transfer")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Give the work to another queue or person",
            description = "It keeps its place in line and its context.")
    Inboxes.Inbox transfer(
            @PathVariable String item,
            @RequestBody Transfer transfer,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var note = text("note", transfer.note());
        return once.answer(who.id(), key, "transfer " + item + " " + transfer, Inboxes.Inbox.class, () -> {
            var queue = transfer.queue() == null ? windows.item(item).queue() : transfer.queue();
            door.ask(new Order.Transfer(who.id(), item, queue, transfer.person(), note));
            return inboxes.of(who.id());
        });
    }

    private static String text(String field, @Nullable String given) {
        var text = given == null ? "" : given.strip();
        if (text.isEmpty() || text.length() > 2_000) {
            throw MeController.field(field, "\"" + field + "\" has 1 to 2000 characters.");
        }
        return text;
    }

    @PostMapping("/api/desk/items/{item}/consult")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Ask a colleague about it",
            description = "The work stays where it is; the answer is the consult's note.")
    Consulted consult(
            @PathVariable String item,
            @RequestBody Consult consult,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var question = text("question", consult.question());
        return once.answer(who.id(), key, "consult " + item + " " + consult, Consulted.class, () -> {
            var answer = door.ask(new Order.Consult(who.id(), item, consult.queue(), consult.person(), question));
            var asked = windows.item(String.valueOf(answer.told().get("item")));
            return new Consulted(Line.of(asked), windows.of(item, who));
        });
    }

    @PostMapping("/api/desk/items/{item}/call-back")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Call the customer back later",
            description = "The place in line is kept; who is there must be proven anew.")
    Inboxes.Inbox callBack(
            @PathVariable String item,
            @RequestBody CallBack callBack,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var at = callBack.at();
        if (at == null) {
            throw MeController.field("at", "\"at\" is an instant such as 2026-11-23T16:30:00Z.");
        }
        boolean mine = callBack.mine() != null && callBack.mine();
        var note = callBack.note() == null ? "" : callBack.note();
        return once.answer(who.id(), key, "call-back " + item + " " + callBack, Inboxes.Inbox.class, () -> {
            door.ask(new Order.CallBack(who.id(), item, at, mine, note));
            return inboxes.of(who.id());
        });
    }

    @GetMapping("/api/desk/items/{item}/wrap-up")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "What came of the case, as wrap-up")
    Window.WrapUp wrapUp(
            @PathVariable String item, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return windows.wrapUp(windows.atWork(item, me.acting(actor)));
    }

    @PostMapping("/api/desk/items/{item}/finish")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "End my work on it", description = "409 work.unfinished while the case still needs a person.")
    Finished finish(
            @PathVariable String item,
            @RequestBody(required = false) @Nullable Note note,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var said = note == null || note.note() == null ? "" : note.note();
        return once.answer(who.id(), key, "finish " + item + " " + said, Finished.class, () -> {
            var wrapUp = windows.wrapUp(windows.atWork(item, who));
            door.ask(new Order.Finish(who.id(), item, said));
            return new Finished(wrapUp, inboxes.presence(who.id()));
        });
    }

    @GetMapping("/api/desk/items/{item}/why")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Why it is where it is, and why it still waits")
    Why why(@PathVariable String item, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        mayKnow(item, actor);
        return json.convertValue(door.ask(new Order.Why(item)).told(), Why.class);
    }

    @GetMapping("/api/desk/items/{item}/history")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "What happened to it, oldest first")
    List<JsonNode> history(
            @PathVariable String item, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        mayKnow(item, actor);
        return events.ofItem(item).stream()
                .map(told -> json.readTree(told.body()))
                .toList();
    }

    private void mayKnow(String id, @Nullable String actor) {
        var who = me.acting(actor);
        var item = windows.item(id);
        if (!who.id().equals(item.agent())
                && !Me.supervises(who)
                && !queuesOf(who).contains(item.queue())) {
            throw Windows.notYours();
        }
    }

    private Set<String> queuesOf(io.throughline.platform.staff.Colleague who) {
        return queues.servedBy(inboxes.profile(who).teams());
    }

    @GetMapping("/api/desk/items")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Work of my queues; of all for supervisors")
    List<Line> list(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "200") int limit,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        if (queue != null && queues.find(queue) == null) {
            throw new io.throughline.platform.access.ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "queue.unknown",
                    "There is no queue \"" + queue + "\"" + Nearest.hint(queue, queues.names()) + ".");
        }
        var named = state == null ? null : state.toUpperCase(Locale.ROOT).replace('-', '_');
        var mine = Me.supervises(who) ? null : queuesOf(who);
        return items.list(mine, queue, named, Math.clamp(limit, 1, 1_000)).stream()
                .map(Line::of)
                .toList();
    }

    @GetMapping("/api/desk/queues")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "The queues of the house")
    List<OneQueue> queues(@RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        me.acting(actor);
        return queues.all().stream().map(this::queue).toList();
    }

    private OneQueue queue(ServedQueue queue) {
        var hours = Queues.hours(queue);
        var now = inboxes.now();
        var after = queue.wrapUp();
        var time = after.time();
        var overflow = queue.overflow();
        return new OneQueue(
                queue.name(),
                hours.isOpen(now),
                hours.isOpen(now) ? null : hours.nextOpen(now).orElse(null),
                queue.target().percent(),
                queue.target().within().toSeconds(),
                queue.offerFor().toSeconds(),
                time == null ? "none" : after.isFixed() ? "fixed" : "up-to",
                time == null ? null : time.toSeconds(),
                overflow == null ? null : overflow.to());
    }
}
