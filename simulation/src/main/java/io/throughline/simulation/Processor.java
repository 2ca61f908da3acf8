package io.throughline.simulation;

import io.throughline.engine.Money;
import io.throughline.platform.payments.PaymentProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The card processor of a town, with its own record of pages and charges.
final class Processor {
    static final String SIGNATURE = "signed";
    private static final Duration HANGS = Duration.ofSeconds(70);

    private final World world;
    private final Town town;
    private final Map<String, Session> byKey = new LinkedHashMap<>();
    private final Map<String, Session> byId = new HashMap<>();
    private int events;
    private Instant downUntil = Instant.MIN;

    /// A hosted page.
    static final class Session {
        final String id;
        final PaymentProcessor.Checkout asked;

        @Nullable
        String receipt;

        @Nullable
        String decline;

        boolean closed;

        Session(String id, PaymentProcessor.Checkout asked) {
            this.id = id;
            this.asked = asked;
        }

        boolean isOpen() {
            return !closed && receipt == null;
        }

        /// Our case and step, which is what is owed.
        String obligation() {
            return asked.key().substring(0, asked.key().lastIndexOf('/'));
        }
    }

    Processor(World world, Town town) {
        this.world = world;
        this.town = town;
    }

    Iterable<Session> sessions() {
        return byKey.values();
    }

    Optional<Session> ofReceipt(String receipt) {
        return byKey.values().stream()
                .filter(one -> receipt.equals(one.receipt))
                .findFirst();
    }

    // ---- what our side asks

    PaymentProcessor seenFrom(SimulatedProcess process) {
        return new Wire(process);
    }

    private final class Wire implements PaymentProcessor {
        private final SimulatedProcess process;

        Wire(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public Answer open(Checkout checkout) {
            return asked("opens a page", Fault.PROCESSOR_REFUSES, () -> opened(checkout));
        }

        @Override
        public Answer read(String sessionId) {
            return world.faults().happens(Fault.PROCESSOR_READ_FAILS)
                    ? process.call("processor", () -> new Answer.Unknown("no answer"))
                    : asked("reads a page", null, () -> state(sessionId));
        }

        @Override
        public Answer expire(String sessionId) {
            return asked("closes a page", null, () -> {
                var session = byId.get(sessionId);
                if (session != null && session.isOpen()) {
                    session.closed = true;
                }
                return state(sessionId);
            });
        }

        private Answer asked(String what, @Nullable Fault refusal, java.util.function.Supplier<Answer> theirs) {
            var faults = world.faults();
            var answer = process.call("processor: " + what, () -> {
                if (isDown() || faults.happens(Fault.PROCESSOR_TIMES_OUT_BEFORE)) {
                    return new Answer.Unknown("no connection");
                }
                if (refusal != null && faults.happens(refusal)) {
                    return new Answer.Refused("account_invalid", "this account may not be charged");
                }
                var truth = theirs.get();
                return faults.happens(Fault.PROCESSOR_TIMES_OUT_AFTER) ? new Answer.Unknown("timed out") : truth;
            });
            if (faults.happens(Fault.PROCESSOR_HANGS)) {
                world.sleep(HANGS);
                return new Answer.Unknown("hung");
            }
            return answer;
        }

        @Override
        public List<Charge> charges(@Nullable String after, int limit) {
            return List.of();
        }

        @Override
        public Notice notice(String payload, String signatureHeader) {
            if (!signatureHeader.equals(SIGNATURE)) {
                throw new BadSignature("not ours");
            }
            var parts = payload.split(" ", 3);
            return new Notice(parts[0], parts[1], parts[2]);
        }
    }

    /// For longer than anybody goes on asking, at times.
    private boolean isDown() {
        var faults = world.faults();
        if (faults.happens(Fault.PROCESSOR_DOWN)) {
            downUntil = world.now().plus(faults.between(Duration.ofMinutes(10), Duration.ofHours(90)));
        }
        return !faults.areOver() && world.now().isBefore(downUntil);
    }

    private PaymentProcessor.Answer opened(PaymentProcessor.Checkout checkout) {
        var known = byKey.get(checkout.key());
        if (known != null && !known.asked.equals(checkout)) {
            return new PaymentProcessor.Answer.Refused("idempotency", "this key was used for something else");
        }
        if (known == null) {
            known = new Session("cs_" + town.name() + "_" + byKey.size(), checkout);
            byKey.put(checkout.key(), known);
            byId.put(known.id, known);
        }
        return new PaymentProcessor.Answer.Open(known.id, page(known));
    }

    private static String page(Session session) {
        return "https://card.example/" + session.id;
    }

    private PaymentProcessor.Answer state(String sessionId) {
        var session = byId.get(sessionId);
        if (session == null) {
            return new PaymentProcessor.Answer.Unknown("no such page");
        }
        if (session.receipt != null) {
            return new PaymentProcessor.Answer.Paid(sessionId, session.receipt, amount(session), "visa", "4242");
        }
        return session.closed
                ? new PaymentProcessor.Answer.Closed(sessionId, session.decline)
                : new PaymentProcessor.Answer.Open(sessionId, page(session));
    }

    static Money amount(Session session) {
        return session.asked.amount();
    }

    // ---- what the customer does on the page

    /// Pays on the page, if it is still open.
    void pays(String url) {
        var session = byId.get(url.substring(url.lastIndexOf('/') + 1));
        if (session == null || !session.isOpen()) {
            return;
        }
        if (world.faults().oneIn(5)) {
            session.decline = "card_declined";
            return;
        }
        session.receipt = "ch_" + session.id;
        world.say("charged " + session.receipt);
        notifies("checkout.session.completed", session);
    }

    private void notifies(String type, Session session) {
        var faults = world.faults();
        int event = events++;
        var body = "evt_" + town.name() + "_" + event + " " + type + " " + session.id;
        if (faults.happens(Fault.WEBHOOK_LOST)) {
            return;
        }
        int times = faults.happens(Fault.WEBHOOK_DOUBLED) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            world.spawn("webhook", () -> {
                world.sleep(
                        faults.happens(Fault.WEBHOOK_LATE)
                                ? faults.between(Duration.ofHours(1), Duration.ofHours(30))
                                : faults.between(Duration.ofMillis(200), Duration.ofSeconds(5)));
                town.deliver("webhook", node -> {
                    node.payments().webhook(body, SIGNATURE);
                    town.watch().webhookTaken(body);
                });
            });
        }
        if (faults.happens(Fault.WEBHOOK_FORGED)) {
            world.spawn(
                    "forger",
                    () -> town.watch().forged(town.ask("webhook", node -> {
                        node.payments().webhook(body, "forged");
                        return true;
                    })));
        }
    }
}
