package io.throughline.sandbox.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.throughline.sandbox.portfolio.PortfolioReader;
import io.throughline.sandbox.portfolio.PortfolioWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent at a desk that offers one piece of work and loses an answer.
class CrewTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger proofs = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile String step = "{\"kind\": \"verify\", \"step\": \"verify\"}";
    private volatile boolean proven;
    private volatile boolean taken;

    @TempDir
    Path folder;

    private final Javalin desk = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.concurrency.useVirtualThreads = true;
                config.routes.before(context -> asked.add(context.method() + " " + context.path() + " "
                        + Optional.ofNullable(context.header("X-Throughline-Actor"))
                                .orElse("-")));
                config.routes.get("/api/desk/stream", CrewTest::stream);
                config.routes.put("/api/desk/me/presence", context -> context.result("{\"state\": \"available\"}"));
                config.routes.get("/api/desk/me/inbox", context -> context.result(inbox()));
                config.routes.get("/api/desk/items/W-1", context -> context.result(window()));
                config.routes.post("/api/desk/offers/O-1/accept", context -> {
                    taken = true;
                    context.result(window());
                });
                config.routes.get(
                        "/api/v1/cases/c-1",
                        context -> context.result("{\"facts\": {\"trigger\": {\"accountId\": \"AC-40000001\"}}}"));
                config.routes.post("/api/desk/items/W-1/identity", this::prove);
                config.routes.post("/api/desk/items/W-1/acts", context -> {
                    step = "{\"kind\": \"finished\"}";
                    context.result("{\"happened\": [\"disclosure-acknowledged\"], \"window\": " + window() + "}");
                });
                config.routes.get("/api/desk/items/W-1/wrap-up", context -> context.result("{}"));
                config.routes.post("/api/desk/items/W-1/finish", context -> {
                    finished.countDown();
                    context.result("{\"presence\": {\"wrapUp\": null}}");
                });
            })
            .start("127.0.0.1", 0);
    private final Crew crew = new Crew(
            URI.create("http://127.0.0.1:" + desk.port()), () -> Optional.of("key"), System::nanoTime, Thread::sleep);

    @AfterEach
    void close() {
        crew.close();
        desk.stop();
    }

    private static void stream(Context context) {
        context.contentType("text/event-stream")
                .result("id: 7\n"
                        + "event: offer\n"
                        + "data: {\"type\": \"offered\", \"offer\": \"O-1\", \"item\": \"W-1\"}\n\n");
    }

    /// The first answer is lost on its way.
    private void prove(Context context) {
        asked.add("key " + context.header("Idempotency-Key"));
        if (proofs.incrementAndGet() == 1) {
            context.status(503).result("{\"code\": \"desk.moving\"}");
            return;
        }
        proven = true;
        step = "{\"kind\": \"disclose\", \"step\": \"words\", \"text\": \"t\", \"version\": \"1\", \"language\":"
                + " \"en\"}";
        context.result("{\"proved\": true, \"window\": " + window() + "}");
    }

    /// What the desk has for the agent, who looks round when an answer was lost on a busy machine.
    private String inbox() {
        var there = finished.getCount() == 0
                ? "\"work\": []"
                : taken
                        ? "\"work\": [{\"id\": \"W-1\"}]"
                        : "\"work\": [], \"offer\": {\"id\": \"O-1\", \"item\": {\"id\": \"W-1\"}}";
        return "{\"presence\": {\"state\": \"available\"}, " + there + "}";
    }

    private String window() {
        return """
            {"item": {"id": "W-1", "caseId": "c-1", "kind": "case"}, "mode": "work",
             "customer": {"proven": %s, "asks": ["dateOfBirth", "postalCode"]}, "facts": null,
             "finish": {"may": true}, "guide": {"step": %s}}
            """.formatted(proven, step);
    }

    @Test
    void an_agent_takes_what_is_offered_follows_the_guide_and_asks_again_under_the_same_key() throws Exception {
        var portfolio = new StringWriter();
        PortfolioWriter.write(3, 1, LocalDate.parse("2026-11-23"), portfolio);
        var journal = folder.resolve("journal");
        var habits = new Habits(Duration.ofMillis(2), 1, 0, 0, 0, Duration.ofSeconds(1), 0);
        var customers = PortfolioReader.read(new StringReader(portfolio.toString()));
        assertThat(crew.start(List.of("ann"), customers, habits, 5, journal)).isTrue();
        assertThat(crew.start(List.of("ben"), customers, habits, 5, null)).isFalse();
        assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
        crew.stop();

        assertThat(taken).isTrue();
        var keys = asked.stream().filter(one -> one.startsWith("key")).toList();
        assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
        assertThat(keys.get(0)).isEqualTo(keys.get(1)).doesNotContain("null");
        // what an agent asks, they ask as themselves and of the desk; the exchange asks as a system
        assertThat(asked)
                .filteredOn(one -> one.contains("/api/") && !one.contains("/api/v1/"))
                .allMatch(one -> one.contains("/api/desk/") && one.endsWith(" ann"));
        assertThat(asked).filteredOn(one -> one.contains("/api/v1/")).allMatch(one -> one.endsWith(" -"));
        assertThat(Files.readString(journal))
                .contains("\"happened\":[\"disclosure-acknowledged\"]", "\"act\":\"finish\"");
    }
}
