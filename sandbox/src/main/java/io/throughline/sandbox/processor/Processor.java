package io.throughline.sandbox.processor;

import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.faults.Faults;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// A card processor that speaks Stripe's API, keeps its own record in `dir/processor.sqlite` and
/// tells the merchant by webhook. Give it an origin (a Javalin instance) of its own: [#register],
/// then [#start].
public final class Processor implements AutoCloseable {
    private final ProcessorStore store;
    private final StripeApi api;
    private final PaymentPage page;
    private final Webhooks webhooks;

    /// @param clock business time: when sessions are made and expire
    /// @param wall the machine's time: signatures of webhooks and their retries
    public Processor(
            Path dir,
            InstantSource clock,
            InstantSource wall,
            RandomGenerator random,
            ProcessorSettings settings,
            Faults faults) {
        store = new ProcessorStore(dir);
        var ids = new Ids(random);
        var events = new Events(ids, wall, faults);
        var charging = new Charging(store, ids, events);
        var checkout = new Checkout(store, ids, events, charging, clock);
        var intents = new Intents(store, ids, charging, clock);
        api = new StripeApi(
                settings, checkout, intents, new Reads(store), new Calls(store, clock, faults), ids, faults);
        page = new PaymentPage(checkout, clock, faults, settings.lateAnswer());
        webhooks = new Webhooks(store, settings, wall, checkout);
    }

    /// Adds the API, the hosted page and `GET /admin/charges` to an origin.
    public void register(JavalinDefaultRoutingApi routes) {
        api.register(routes);
        page.register(routes);
        routes.get(
                "/admin/charges",
                ctx -> ctx.contentType("application/json")
                        .result(JsonMapper.shared().writeValueAsString(charges())));
    }

    /// Begins to deliver events and to end sessions whose time is over.
    public void start() {
        webhooks.start();
    }

    /// What was captured, by currency and by obligation.
    public ChargeReport charges() {
        return ChargeReport.of(store);
    }

    /// Events that the merchant has not yet taken; while there are any, the world is not at rest.
    public long waitingWebhooks() {
        return webhooks.waiting();
    }

    @Override
    public void close() {
        webhooks.close();
        store.close();
    }
}
