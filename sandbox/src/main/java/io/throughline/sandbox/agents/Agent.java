package io.throughline.sandbox.agents;

import io.throughline.sandbox.agents.DeskWire.Reply;
import io.throughline.sandbox.portfolio.Dice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One simulated colleague. Their steps are due at instants that do not depend on how fast the
/// platform answers: after a slow answer the next step is late, and its time counts from when it
/// was due.
final class Agent implements Runnable {
    private static final Duration LISTENS = Duration.ofSeconds(12);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(400);
    private static final int MOST_REFUSALS = 6;
    private static final int QUICKLY = 4; // who is offered something looks up
    private static final String DESK = "/api/desk/";

    private final String id;
    private final Floor floor;
    private final Dice dice;
    private final Ear ear;
    private final ReentrantLock lock = new ReentrantLock();
    private long due;
    private int requests;
    private boolean asking; // guarded by lock
    private @Nullable Thread thread; // guarded by lock
    private volatile boolean over;

    Agent(String id, Floor floor) {
        this.id = id;
        this.floor = floor;
        this.dice = Dice.of(floor.seed(), "agent", id);
        this.ear = new Ear(floor, id);
    }

    /// Goes home, but ends a request that is under way: what was asked must be known.
    void leave() {
        over = true;
        ear.close();
        lock.lock();
        try {
            if (!asking && thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /// @throws InterruptedException if it is time to go
    private void asks(boolean now) throws InterruptedException {
        lock.lock();
        try {
            if (now && over) {
                throw new InterruptedException();
            }
            asking = now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        lock.lock();
        try {
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        try {
            pace(1); // not all come through the door at once
            while (!over) {
                ear.open();
                due = floor.nanos().getAsLong();
                step("presence", "PUT", "me/presence", Map.of("state", "available"), false);
                attend();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ear.close();
        }
    }

    /// Works until the lid is closed.
    private void attend() throws InterruptedException {
        while (!over) {
            var heard = ear.offer(LISTENS);
            pace(heard == null ? 1 : QUICKLY);
            boolean here;
            if (heard != null) {
                here = considers(
                        heard.path("offer").asString(""), heard.path("item").asString(""));
            } else {
                var inbox = read("inbox", "me/inbox");
                here = inbox == null || looksRound(inbox);
            }
            if (!here) {
                floor.tally().one("vanished");
                ear.close();
                floor.pause().pass(Duration.ofMillis(dice.between(2_000, Math.max(2_001, (int)
                        floor.habits().awayFor().toMillis()))));
                return;
            }
        }
    }

    /// What a refresh shows: work that was begun, an offer that the stream did not tell, or being set away.
    private boolean looksRound(JsonNode inbox) throws InterruptedException {
        var work = inbox.path("work");
        if (!work.isEmpty()) {
            var item = work.path(0).path("id").asString("");
            var window = read("window", "items/" + item);
            return window == null || worksOn(item, window);
        }
        var offer = inbox.path("offer");
        if (offer.isObject()) {
            return considers(
                    offer.path("id").asString(""), offer.path("item").path("id").asString(""));
        }
        var presence = inbox.path("presence");
        if (!presence.path("state").asString("").equals("available")) {
            step("presence", "PUT", "me/presence", Map.of("state", "available"), false);
        }
        wrapsUp(presence);
        return true;
    }

    /// @return whether the lid is still open
    private boolean considers(String offer, String item) throws InterruptedException {
        floor.tally().one("offers");
        if (dice.chance(floor.habits().misses())) {
            floor.tally().one("missed");
            return true;
        }
        if (dice.chance(floor.habits().rejects())) {
            floor.tally().one("rejected");
            step("reject", "POST", "offers/" + offer + "/reject", Map.of("reason", "not now"), true);
            return true;
        }
        var taken = step("accept", "POST", "offers/" + offer + "/accept", Map.of(), true);
        if (!taken.isOk()) {
            return true;
        }
        floor.tally().one("accepted");
        note(item, taken.body(), "accept", "done", List.of());
        return worksOn(item, taken.body());
    }

    private boolean worksOn(String item, JsonNode first) throws InterruptedException {
        var caseId = first.path("item").path("caseId").asString("");
        var guided = new Guided(Dice.of(floor.seed(), "case", caseId, id));
        boolean vanishes = dice.chance(floor.habits().vanishes());
        var window = first;
        for (int refusals = 0; refusals < MOST_REFUSALS && !over; ) {
            witness(window);
            if (!window.path("mode").asString("").equals("work")) {
                return true; // decided, given away, or back in line
            }
            if (vanishes && dice.chance(30)) {
                return false;
            }
            var move = guided.next(window);
            if (move instanceof Move.Finish) {
                return finish(item, window);
            }
            if (move instanceof Move.Pass(var queue, var note)) {
                floor.tally().one("passed-on");
                step("transfer", "POST", "items/" + item + "/transfer", Map.of("queue", queue, "note", note), true);
                return true;
            }
            var done = does(move, item, caseId, window, guided);
            var shown = done.isOk() ? done.body().path("window") : null;
            if (shown == null || shown.isMissingNode()) {
                refusals += done.isOk() ? 0 : 1;
                var seen = done.isOk() ? done.body() : read("window", "items/" + item);
                if (seen == null) {
                    return true; // no longer mine
                }
                window = seen;
            } else {
                window = shown;
            }
        }
        if (!over) {
            floor.tally().one("given-up");
            step(
                    "transfer",
                    "POST",
                    "items/" + item + "/transfer",
                    Map.of("queue", window.path("item").path("queue").asString(""), "note", "I cannot do this"),
                    true);
        }
        return true;
    }

    private Reply does(Move move, String item, String caseId, JsonNode window, Guided guided)
            throws InterruptedException {
        return switch (move) {
            case Move.Identify _ -> identify(item, caseId, window);
            case Move.Act act -> {
                var reply = step(act.verb(), "POST", "items/" + item + "/acts", act.body(), true, window);
                if (reply.isOk() && act.verb().equals("approve")) {
                    floor.tally().one("approved");
                }
                yield reply;
            }
            case Move.SendLink _ -> {
                guided.linkWasSent(); // or not: policy may forbid it, and then the customer has the link they had
                yield step("payment-link", "POST", "items/" + item + "/payment-link", Map.of("channel", "sms"), true);
            }
            default -> look(item);
        };
    }

    private Reply look(String item) throws InterruptedException {
        return step("window", "GET", "items/" + item, null, false);
    }

    private Reply identify(String item, String caseId, JsonNode window) throws InterruptedException {
        var caller = floor.telephone().ring(caseId);
        if (caller.isEmpty()) {
            floor.tally().one("nobody-on-the-line");
            return new Reply(404, window);
        }
        var said = new LinkedHashMap<String, Object>();
        boolean errs = dice.chance(floor.habits().mistakes());
        said.put("dateOfBirth", errs ? "1900-01-01" : caller.get().dateOfBirth());
        said.put("postalCode", caller.get().postalCode());
        return step("identity", "POST", "items/" + item + "/identity", said, true);
    }

    private boolean finish(String item, JsonNode window) throws InterruptedException {
        step("wrap-up", "GET", "items/" + item + "/wrap-up", null, false);
        var finished = step("finish", "POST", "items/" + item + "/finish", Map.of("note", ""), true, window);
        if (finished.isOk()) {
            floor.tally().one("finished");
            wrapsUp(finished.body().path("presence"));
        }
        return true;
    }

    private void wrapsUp(JsonNode presence) throws InterruptedException {
        if (presence.path("wrapUp").path("mayEnd").asBoolean(false)) {
            step("wrapped-up", "POST", "me/wrapped-up", null, true);
        }
    }

    /// Nobody may be shown an account before the customer is proven.
    private void witness(JsonNode window) {
        boolean proven = window.path("customer").path("proven").asBoolean(false);
        if (!proven && window.path("facts").isArray()) {
            floor.tally().one("told-too-early");
        }
    }

    // ---- steps

    private @Nullable JsonNode read(String name, String path) throws InterruptedException {
        var reply = step(name, "GET", path, null, false);
        return reply.isOk() ? reply.body() : null;
    }

    private Reply step(String name, String method, String path, @Nullable Object body, boolean once)
            throws InterruptedException {
        return step(name, method, path, body, once, null);
    }

    /// One step, when it is due; asked again under its key until it is decided.
    ///
    /// @param window of the case, where what is told to be done is noted
    private Reply step(
            String name, String method, String path, @Nullable Object body, boolean once, @Nullable JsonNode window)
            throws InterruptedException {
        floor.until(due);
        var key = once ? "s" + floor.seed() + "-" + id + "-" + ++requests : null;
        asks(true);
        var reply = floor.wire().write(id, method, DESK + path, body, key);
        boolean doubtful = reply.isUndecided();
        while (reply.isUndecided() && !over) {
            floor.tally().one("asked-again");
            floor.pause().pass(BEFORE_AGAIN);
            reply = floor.wire().write(id, method, DESK + path, body, key);
        }
        asks(false);
        floor.gauge().took(name, floor.nanos().getAsLong() - due);
        due += floor.habits().think(dice);
        if (!reply.isOk()) {
            floor.tally().one("refused " + name + " " + reply.code());
        }
        if (window != null && (reply.isOk() || doubtful)) {
            note(
                    window.path("item").path("id").asString(""),
                    window,
                    name,
                    reply.isOk() ? "done" : "refused",
                    reply.body()
                            .path("happened")
                            .valueStream()
                            .map(one -> one.asString(""))
                            .toList());
        }
        return reply;
    }

    private void note(String item, JsonNode window, String act, String outcome, List<String> happened) {
        var caseId = window.path("item").path("caseId").asString("");
        floor.journal().note(new Journal.Entry(item, caseId, id, act, outcome, happened));
    }

    /// The next step is due a while from now.
    ///
    /// @param share 1: as between two steps; more: so much sooner
    private void pace(int share) {
        due = floor.nanos().getAsLong() + floor.habits().think(dice) / share;
    }
}
