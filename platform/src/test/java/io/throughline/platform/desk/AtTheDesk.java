package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.ScriptedProcessor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// The desk over real HTTP, with Ann and Bea at it, Sue who looks after it, and cases that need somebody.
/// Each class has a house of its own: one that was paused for another would have no dispatcher left.
@SpringBootTest(classes = DeskHouse.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
abstract class AtTheDesk {
    static final String PEOPLE = """
            ada: { name: Ada Cole, role: administrator }
            ann: { name: Ann Reyes, role: agent, rights: { resume: any } }
            bea: { name: Bea Ito, role: agent }
            sue: { name: Sue Park, role: supervisor, rights: { settlement: { percent: 80 } } }
            low: { name: Lou Low, role: approver, rights: { settlement: { up-to: 20.00 USD } } }
            """;
    static final By CUSTOMER = By.customer(By.Channel.WEB);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DeskHouse.settings(registry);
    }

    @Value("${local.server.port}")
    int port;

    @Autowired
    Cases cases;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FloorDoor door;

    @Autowired
    ItemStore items;

    @Autowired
    ScriptedProcessor processor;

    @Autowired
    io.throughline.platform.channels.Inbound inbound;

    DeskClient ann = new DeskClient(0, "");
    DeskClient bea = ann;
    DeskClient sue = ann;

    @BeforeEach
    void people() throws Exception {
        ann = new DeskClient(port, "ann");
        bea = new DeskClient(port, "bea");
        sue = new DeskClient(port, "sue");
        people(PEOPLE);
        for (var who : new DeskClient[] {ann, bea, sue}) {
            who.put("desk/me/presence", Map.of("state", "offline"));
        }
        clear();
    }

    /// What another test left goes back into line, and away.
    private void clear() {
        DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(3)));
        await(() -> items.live().stream().noneMatch(item -> item.state() == Item.State.AT_WORK) ? true : null);
        items.live().forEach(item -> door.ask(new Order.Drop(item.key(), "another test begins")));
        assertThat(items.live()).isEmpty();
    }

    void people(String list) throws Exception {
        var answer = DeskClient.HTTP.send(
                new DeskClient(port, "ada")
                        .request("v1/people")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(list))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    // ---- what comes before

    String failedVerification() {
        int number = NUMBER.incrementAndGet();
        jdbc.sql("""
                insert into records.customer (tenant, id, first_name, last_name, date_of_birth, phone, email, postal_code, language,
                       sms_consent, email_consent)
                values ('main', ?, 'Rosa', 'Delgado', '1984-03-09', ?, 'rosa@example.com', '75024', 'en', true, true)
                """).params("C-" + number, "+1214555%04d".formatted(number)).update();
        var id = cases.open(
                        "settle",
                        Map.of("accountId", "A-" + number, "customerId", "C-" + number),
                        By.SYSTEM,
                        "t-" + number)
                .caseId();
        await(() -> state(id).awaiting() == CaseState.Awaiting.CUSTOMER ? true : null);
        for (int attempt = 0; attempt < 3; attempt++) {
            cases.apply(id, new Input.IdentityFailed("facts"), CUSTOMER);
        }
        assertThat(state(id).status()).isEqualTo(CaseState.Status.EXCEPTION);
        return id;
    }

    String take(DeskClient who) throws Exception {
        who.ok(who.put("desk/me/presence", Map.of("state", "available")));
        var offer = offer(who);
        return who.ok(who.post("desk/offers/" + offer.path("id").asString("") + "/accept", Map.of()))
                .path("item")
                .path("id")
                .asString("");
    }

    JsonNode offer(DeskClient who) {
        return await(() -> {
            try {
                var offer = who.ok(who.get("desk/me/inbox")).path("offer");
                return offer.isObject() ? offer : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    JsonNode waiting(DeskClient who) {
        try {
            var all = who.ok(who.get("desk/approvals"));
            return all.isEmpty() ? null : all.path(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String line(String item, String... states) {
        return jdbc.sql("select state from desk.item where id = ? and state = any(?)")
                .params(item, states)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void pay(String id) {
        processor.answers.add(new Answer.Open("cs_1", "http://127.0.0.1/c/1"));
        processor.answers.add(
                new Answer.Paid("cs_1", "pi_1", Money.of(new java.math.BigDecimal("300.00"), "USD"), "visa", "4242"));
        var outcome = cases.apply(id, new Input.PayRequested("pay"), CUSTOMER);
        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        await(() -> processor.asked.stream().anyMatch(asked -> asked.startsWith("open")) ? true : null);
        await(() -> {
            DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(5)));
            return processor.asked.contains("read cs_1") ? true : null;
        });
    }

    static Map<String, String> facts(String born) {
        return Map.of("dateOfBirth", born, "postalCode", "75024");
    }

    static JsonNode act(DeskClient who, String item, String act, String... fields) throws Exception {
        var body = new java.util.LinkedHashMap<String, String>();
        body.put("act", act);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return who.ok(who.post("desk/items/" + item + "/acts", body));
    }

    /// The required words at which the guide stands, said in the version and language that it shows.
    static JsonNode acknowledge(DeskClient who, String item, JsonNode words) throws Exception {
        return act(
                who,
                item,
                "acknowledge",
                "step",
                words.path("step").asString(""),
                "text",
                words.path("text").asString(""),
                "version",
                words.path("version").asString(""),
                "language",
                words.path("language").asString(""));
    }

    CaseState state(String id) {
        return cases.find(id).orElseThrow();
    }

    /// What comes soon; a test that waits longer than this has failed.
    static <T> T await(Supplier<T> what) {
        for (int look = 0; look < 400; look++) {
            var found = what.get();
            if (found != null) {
                return found;
            }
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
        throw new AssertionError("it did not come");
    }
}
