package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.channels.SmsGateway;
import io.throughline.platform.payments.ScriptedProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;

/// The desk and the rooms it needs, with real cases on a real database, a clock that a test turns, a carrier that takes
/// everything and a ledger that posts everything. Without `@Configuration`, so that no other test finds it.
@EnableAutoConfiguration
@ComponentScan({
    "io.throughline.platform.access",
    "io.throughline.platform.audit",
    "io.throughline.platform.cases",
    "io.throughline.platform.desk",
    "io.throughline.platform.identity",
    "io.throughline.platform.outreach",
    "io.throughline.platform.payments",
    "io.throughline.platform.policies",
    "io.throughline.platform.records",
    "io.throughline.platform.signin",
    "io.throughline.platform.staff",
    "io.throughline.platform.versions"
})
@ConfigurationPropertiesScan({
    "io.throughline.platform.audit",
    "io.throughline.platform.identity",
    "io.throughline.platform.outreach",
    "io.throughline.platform.payments",
    "io.throughline.platform.policies",
    "io.throughline.platform.records",
    "io.throughline.platform.signin"
})
class DeskHouse {
    /// Of the running house. Each has its own: checkpoints of one database are not those of another.
    static volatile Path data = temporary("data");
    static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-23T16:00:00Z"));
    static final List<String> TEXTS = new CopyOnWriteArrayList<>();
    private static final HttpServer LEDGER = ledger();
    private static final AtomicInteger RECEIPTS = new AtomicInteger();

    @Bean
    @Primary
    InstantSource businessTime() {
        return NOW::get;
    }

    @Bean
    InstantSource machineTime() {
        return InstantSource.system();
    }

    @Bean
    ScriptedProcessor processor() {
        return new ScriptedProcessor();
    }

    @Bean
    SmsGateway carrier() {
        return (to, text, reference) -> {
            TEXTS.add(text);
            return new SmsGateway.Submission.Accepted("M-" + reference);
        };
    }

    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::freshUrl);
        registry.add("spring.datasource.username", () -> TestDatabase.APPLICATION);
        registry.add("spring.flyway.user", () -> "postgres");
        registry.add(
                "throughline.policy.packs",
                () -> Path.of("..", "packs").toAbsolutePath().normalize().toString());
        registry.add("throughline.policy.allow-unsigned", () -> true);
        var fresh = temporary("data");
        data = fresh;
        registry.add("throughline.data", fresh::toString);
        registry.add("throughline.public-url", () -> "http://127.0.0.1");
        registry.add("throughline.workflows", DeskHouse::workflows);
        registry.add(
                "throughline.ledger.base-url",
                () -> "http://127.0.0.1:" + LEDGER.getAddress().getPort());
    }

    private static String workflows() {
        try {
            var folder = temporary("workflows");
            var from = Path.of("src", "test", "resources", "desk");
            copy(from, folder.resolve("desk"));
            copy(Path.of("..", "workflows", "systems"), folder.resolve("systems"));
            Files.move(folder.resolve("desk").resolve("queues.yaml"), folder.resolve("queues.yaml"));
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static HttpServer ledger() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/ledger/v1/accounts/", DeskHouse::account);
            server.createContext(
                    "/ledger/v1/postings",
                    exchange -> answer(
                            exchange,
                            exchange.getRequestMethod().equals("POST") ? 201 : 200,
                            exchange.getRequestMethod().equals("POST")
                                    ? "{\"receipt\":\"R-" + RECEIPTS.incrementAndGet() + "\",\"postedAt\":\""
                                            + NOW.get() + "\"}"
                                    : "[]"));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void account(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1);
        answer(exchange, 200, """
                {"id": "%s", "customerId": "%s", "creditor": "Harbor Bank", "currency": "USD", "balanceMinor": 48000,
                 "originalBalanceMinor": 48000, "dueDate": "2026-10-09", "daysPastDue": 45, "brokenPromises": 0,
                 "status": "open"}
                """.formatted(id, id.replace('A', 'C')));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Path temporary(String name) {
        try {
            var folder = Files.createTempDirectory("throughline-desk-" + name);
            assertThat(folder).exists();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
