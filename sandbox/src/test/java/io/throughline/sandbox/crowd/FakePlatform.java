package io.throughline.sandbox.crowd;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.throughline.sandbox.portfolio.Customer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The smallest platform that keeps the contract of the customer's page, and breaks it when told to.
final class FakePlatform implements AutoCloseable {
    enum Fault {
        TELLS_BEFORE_VERIFICATION,
        LETS_WRONG_ANSWERS_IN,
        IGNORES_STOP,
        FAILS_NOW_AND_THEN
    }

    private static final class Case {
        final Customer customer;
        final ReentrantLock lock = new ReentrantLock();
        String at = "disclose";
        String code = "";
        int wrong;
        final Set<String> known = ConcurrentHashMap.newKeySet();
        final Set<String> verified = ConcurrentHashMap.newKeySet();

        Case(Customer customer) {
            this.customer = customer;
        }
    }

    private final Set<Fault> faults;
    private final FakeOutside outside;
    private final FakeProcessor processor;
    private final Map<String, Case> cases = new ConcurrentHashMap<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final ConcurrentMap<String, AtomicInteger> choices = new ConcurrentHashMap<>();
    private volatile Javalin http;

    FakePlatform(FakeOutside outside, FakeProcessor processor, Fault... faults) {
        this.faults = faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults));
        this.outside = outside;
        this.processor = processor;
        outside.platform = this::replied;
        this.http = listen(0);
    }

    private Javalin listen(int port) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before(this::failNowAndThen);
                    config.routes.get("/l/{id}", this::open);
                    config.routes.get("/r/{id}", context -> show(context, caseOf(context), ""));
                    config.routes.post("/r/{id}", this::answer);
                    config.routes.post("/r/{id}/send-code", this::sendCode);
                    config.routes.post("/r/{id}/not-me", this::notMe);
                })
                .start("127.0.0.1", port);
    }

    /// Dies like a killed process: everybody's connection is refused until [#rise].
    int die() {
        int port = http.port();
        http.stop();
        return port;
    }

    void rise(int port) {
        http = listen(port);
    }

    void add(Customer customer) {
        cases.put(customer.customerId(), new Case(customer));
    }

    String link(Customer customer) {
        return "http://127.0.0.1:" + http.port() + "/l/" + customer.customerId();
    }

    void outreach(Customer customer) {
        outside.send(
                customer.phone(),
                "A message about your account is waiting: " + link(customer) + ". Reply STOP to opt out.");
    }

    void outreachByMail(Customer customer) {
        outside.mail(customer.email(), "A message is waiting", "Open " + link(customer) + " to read it.");
    }

    int timesChosen(Customer customer) {
        return choices.getOrDefault(customer.customerId(), new AtomicInteger()).get();
    }

    private void replied(String endpoint, String words) {
        if (!faults.contains(Fault.IGNORES_STOP) && stopped.add(endpoint)) {
            if (endpoint.startsWith("+")) {
                outside.send(endpoint, "You will get no more messages.");
            } else {
                outside.mail(endpoint, "Unsubscribed", "You will get no more messages.");
            }
        }
    }

    private void failNowAndThen(Context context) {
        if (faults.contains(Fault.FAILS_NOW_AND_THEN) && requests.incrementAndGet() % 4 == 0) {
            context.skipRemainingHandlers().status(503).html("back soon");
        }
    }

    private Case caseOf(Context context) {
        return Objects.requireNonNull(cases.get(context.pathParam("id")));
    }

    private void open(Context context) {
        if (context.cookie("sid") == null) {
            context.cookie("sid", "s" + sessions.incrementAndGet());
        }
        context.redirect("/r/" + context.pathParam("id"));
    }

    private static String session(Context context) {
        @Nullable String sid = context.cookie("sid");
        return sid == null ? "" : sid;
    }

    private void answer(Context context) {
        Case it = caseOf(context);
        it.lock.lock();
        try {
            String sid = session(context);
            if (!it.verified.contains(sid) && !it.at.equals("exception")) {
                verify(context, it, sid);
                return;
            }
            if (String.valueOf(context.formParam("at")).equals(it.at)) {
                it.at = next(context, it);
            }
            if (it.at.equals("processor")) {
                it.at = "pay";
                long cents = it.customer.balance().movePointRight(2).longValueExact();
                String back = "http://127.0.0.1:" + http.port() + "/r/" + it.customer.customerId();
                context.redirect(processor.open(it.customer.accountId(), cents, back));
                return;
            }
            context.redirect("/r/" + it.customer.customerId());
        } finally {
            it.lock.unlock();
        }
    }

    private void verify(Context context, Case it, String sid) {
        boolean letIn = faults.contains(Fault.LETS_WRONG_ANSWERS_IN);
        if (!it.known.contains(sid)) {
            boolean right = it.customer.dateOfBirth().toString().equals(context.formParam("dateOfBirth"))
                    && it.customer.postalCode().equals(context.formParam("postalCode"));
            if (right || letIn) {
                it.known.add(sid);
                text(it);
                context.redirect("/r/" + it.customer.customerId());
                return;
            }
        } else if (it.code.equals(context.formParam("code")) || letIn) {
            it.verified.add(sid);
            context.redirect("/r/" + it.customer.customerId());
            return;
        }
        if (++it.wrong >= 5) {
            it.at = "exception";
        }
        show(context, it, "That is not what we have.");
    }

    private void text(Case it) {
        it.code = String.valueOf(100_000 + sessions.incrementAndGet());
        outside.send(it.customer.phone(), "Your code is " + it.code);
    }

    private String next(Context context, Case it) {
        return switch (it.at) {
            case "disclose" -> "choose";
            case "choose" -> {
                choices.computeIfAbsent(it.customer.customerId(), id -> new AtomicInteger())
                        .incrementAndGet();
                yield switch (String.valueOf(context.formParam("choice"))) {
                    case "pay-now" -> "pay";
                    case "promise" -> "promise";
                    case "plan" -> "plan";
                    default -> "choose";
                };
            }
            case "pay" -> processor.isPaid(it.customer.accountId()) ? "done" : "processor";
            case "promise" -> context.formParam("promiseDate") == null ? "promise" : "done";
            case "plan" -> context.formParam("instalments") == null ? "plan" : "done";
            default -> it.at;
        };
    }

    private void sendCode(Context context) {
        text(caseOf(context));
        context.redirect("/r/" + context.pathParam("id"));
    }

    private void notMe(Context context) {
        caseOf(context).at = "exception";
        page(context, "exception", "<p>Thank you. We will not write again.</p>", "");
    }

    private void show(Context context, Case it, String error) {
        String sid = session(context);
        Customer customer = it.customer;
        boolean paid = processor.isPaid(customer.accountId());
        String early = faults.contains(Fault.TELLS_BEFORE_VERIFICATION) ? "<p>" + customer.creditor() + "</p>" : "";
        if (it.at.equals("exception")) {
            page(context, "exception", "<p>We will call you.</p>", "");
        } else if (!it.known.contains(sid)) {
            page(context, "verify", early + error, "<input name=dateOfBirth type=date><input name=postalCode>");
        } else if (!it.verified.contains(sid)) {
            page(context, "code", error, "<input name=code>");
        } else if (paid || it.at.equals("done")) {
            page(context, "done", "<p>" + customer.balance() + "</p>", "");
        } else {
            show(context, it.at, "<p>" + customer.creditor() + " " + customer.balance() + "</p>");
        }
    }

    private static void show(Context context, String at, String facts) {
        switch (at) {
            case "choose" -> page(context, "choose", facts, """
                    <input type=radio name=choice value=pay-now><input type=radio name=choice value=plan>
                    <input type=radio name=choice value=promise>""");
            case "promise" -> page(context, "arrange", facts, "<input type=date name=promiseDate max=2026-12-20>");
            case "plan" -> page(context, "arrange", facts, """
                    <input type=radio name=instalments value=2><input type=radio name=instalments value=3>""");
            default -> page(context, at, facts, "");
        }
    }

    private static void page(Context context, String kind, String words, String fields) {
        String id = context.pathParam("id");
        String at = Map.of("verify", "", "code", "").getOrDefault(kind, at(kind, fields));
        context.html("""
                <main data-step="%2$s" data-kind="%2$s">%3$s
                <form method=post action="/r/%1$s">%4$s<input type=hidden name=at value="%5$s">
                <button data-act=continue>Continue</button></form>
                <form method=post action="/r/%1$s/send-code"><button data-act=send-code>New code</button></form>
                <form method=post action="/r/%1$s/not-me" data-act=not-me><button>Not me</button></form></main>
                """.formatted(id, kind, words, fields, at));
    }

    private static String at(String kind, String fields) {
        if (!kind.equals("arrange")) {
            return kind;
        }
        return fields.contains("promiseDate") ? "promise" : "plan";
    }

    @Override
    public void close() {
        http.stop();
    }
}
