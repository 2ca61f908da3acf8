package io.throughline.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.throughline.platform.TestDatabase;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;

/// The rooms behind the API with real cases on a real database, a clock that a test turns, the
/// dispute workflow of the engine's tests, and a ledger that knows every account and posts
/// everything. Without `@Configuration`, so that no other test finds it in its rooms.
@EnableAutoConfiguration
@ComponentScan({
    "io.throughline.platform.access",
    "io.throughline.platform.cases",
    "io.throughline.platform.payments",
    "io.throughline.platform.policies",
    "io.throughline.platform.records",
    "io.throughline.platform.signin",
    "io.throughline.platform.staff",
    "io.throughline.platform.versions"
})
@ConfigurationPropertiesScan({
    "io.throughline.platform.payments",
    "io.throughline.platform.policies",
    "io.throughline.platform.records",
    "io.throughline.platform.signin"
})
class House {
    static final Path DATA = temporary("data");
    static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-23T15:00:00Z"));
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

    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::freshUrl);
        registry.add("spring.datasource.username", () -> TestDatabase.APPLICATION);
        registry.add("spring.flyway.user", () -> "postgres");
        registry.add(
                "throughline.policy.packs",
                () -> Path.of("..", "packs").toAbsolutePath().normalize().toString());
        registry.add("throughline.policy.allow-unsigned", () -> true);
        registry.add("throughline.data", DATA::toString);
        registry.add("throughline.public-url", () -> "http://127.0.0.1");
        registry.add("throughline.workflows", House::workflows);
        registry.add(
                "throughline.ledger.base-url",
                () -> "http://127.0.0.1:" + LEDGER.getAddress().getPort());
    }

    private static String workflows() {
        try {
            var folder = temporary("workflows");
            copy(Path.of("..", "engine", "src", "test", "resources", "kinds"), folder.resolve("kinds"));
            copy(Path.of("..", "workflows", "systems"), folder.resolve("systems"));
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
            server.createContext("/ledger/v1/accounts/", House::account);
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
        answer(exchange, 200, """
                {"id": "%s", "customerId": "C-1", "creditor": "Harbor Bank", "currency": "USD", "balanceMinor": 48000,
                 "originalBalanceMinor": 48000, "dueDate": "2026-10-09", "daysPastDue": 45, "brokenPromises": 0,
                 "status": "open"}
                """.formatted(path.substring(path.lastIndexOf('/') + 1)));
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
            var folder = Files.createTempDirectory("throughline-house-" + name);
            assertThat(folder).exists();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
