package io.throughline.platform.payments;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/// Payments in one simulated process: the product's own classes over tables in memory.
public final class SimulatedPayments {
    private final OpenCheckout checkout;
    private final CardPayments payments;
    private final StripeWebhook webhook;

    public SimulatedPayments(
            MemoryDatabase database,
            PaymentTables tables,
            Gate gate,
            String tenant,
            PaymentProcessor processor,
            Cases cases,
            InstantSource clock,
            ExecutorService threads,
            Set<Planted> planted) {
        var attempts = new MemoryAttempts(database, tables, gate, tenant, planted);
        var readBack = new ReadBack(processor, attempts, cases, clock);
        checkout = new OpenCheckout(processor, attempts, readBack, clock, "https://pay.example");
        payments = new CardPayments(attempts, readBack);
        webhook = new StripeWebhook(
                processor,
                new MemoryWebhooks(database, tables, gate, tenant),
                new WebhookWork(attempts, readBack, threads),
                clock);
    }

    public EffectHandler<?> checkout() {
        return checkout;
    }

    public Payments payments() {
        return payments;
    }

    /// A webhook as it comes over the wire; returns when it is acknowledged.
    public void webhook(String body, String signature) {
        try {
            webhook.receive(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), signature);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Attempts that are open, unknown or paid, as `case step`, each as often as it is there.
    public static Stream<String> live(PaymentTables tables, String tenant) {
        return tables.attempts.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream()
                .filter(attempt -> attempt.state() != Attempt.State.CLOSED && attempt.state() != Attempt.State.REFUSED)
                .map(attempt -> attempt.caseId() + " " + attempt.step());
    }
}
