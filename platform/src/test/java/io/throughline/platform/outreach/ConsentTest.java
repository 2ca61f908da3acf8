package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.CASE;
import static io.throughline.platform.outreach.OutreachWorld.PHONE;
import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.TestDatabase;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.EffectHandler.Claim;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The ledger, what is folded from it, and what it does to claims.
class ConsentTest {
    private final OutreachWorld world = new OutreachWorld();
    private final ConsentController desk =
            new ConsentController(world.consents, world.stops, world.lists, world.portfolio, world);
    private final ImportDoNotContact imports = new ImportDoNotContact(world.lists, world.transactions, world);
    private int claims;

    private Claim sms() {
        return world.claim(touch("s" + claims++, -1, "receipt"));
    }

    private Claim mail() {
        return world.claim(touch("m" + claims++, 1, "detail"));
    }

    private ConsentController.Told told(String kind, @Nullable String medium, @Nullable String purpose) {
        world.pass(Duration.ofMinutes(1));
        return desk.record(
                "c1",
                new ConsentRequest(
                        kind, medium, null, purpose, null, null, "their words", "call of 20 Nov", "ana", null));
    }

    private void wishes(String kind, String value) {
        world.pass(Duration.ofMinutes(1));
        desk.record("c1", new ConsentRequest(kind, null, null, null, null, value, null, "call", "ana", null));
    }

    private static void denied(Claim claim, String rule) {
        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Never.class, never -> assertThat(never.toString()).contains(rule));
    }

    @Test
    void a_stop_told_on_the_telephone_covers_its_medium_and_no_other() {
        told("stop", "sms", null);
        denied(sms(), "MEDIUM_OPT_OUT");
        assertThat(mail()).isInstanceOf(Claim.Go.class);
        told("start", "sms", null);
        assertThat(sms()).isInstanceOf(Claim.Go.class);
    }

    @Test
    void a_stop_of_everything_covers_every_way() {
        told("stop-all", null, null);
        denied(sms(), "MEDIUM_OPT_OUT");
        denied(mail(), "MEDIUM_OPT_OUT");
    }

    @Test
    void a_stop_for_one_purpose_leaves_the_others() {
        told("stop", "sms", "marketing");
        assertThat(sms()).isInstanceOf(Claim.Go.class);
        told("stop", "sms", "debt-collection");
        denied(sms(), "OPTED_OUT");
    }

    @Test
    void consent_that_the_portfolio_lacks_counts_when_it_is_written_down() {
        world.customers.computeIfPresent(
                "c1",
                (_, c) -> new io.throughline.platform.records.Portfolio.Customer(
                        c.id(), c.firstName(), c.lastName(), null, PHONE, c.email(), "10001", "en", false, false));
        denied(sms(), "TEXT_NO_BASIS");
        told("given", "sms", null);
        assertThat(sms()).isInstanceOf(Claim.Go.class);
        denied(mail(), "EMAIL_NO_BASIS");
    }

    @Test
    void the_history_tells_words_source_and_who_wrote_it_down() {
        world.receiving.smsReceived(PHONE, "72620", "Stop please", world.instant());
        var told = told("given", "email", null);
        assertThat(told.history().getFirst().words()).isEqualTo("Stop please");
        assertThat(told.history().getFirst().source()).isEqualTo("message");
        assertThat(told.history().getLast().by()).isEqualTo("ana");
        assertThat(told.standing())
                .filteredOn(way -> way.medium().equals("sms"))
                .singleElement()
                .satisfies(way -> assertThat(way.state()).isEqualTo("stopped"));
    }

    @Test
    void an_entry_is_never_changed_not_even_by_the_owner_of_the_database() {
        told("stop", "sms", null);
        assertThatThrownBy(() -> world.jdbc
                        .sql("update outreach.consent_event set words = ''")
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
        var url =
                world.jdbc.sql("select current_database()").query(String.class).single();
        var port =
                world.jdbc.sql("select inet_server_port()").query(Integer.class).single();
        var owner =
                JdbcClient.create(TestDatabase.source("jdbc:postgresql://127.0.0.1:" + port + "/" + url, "postgres"));
        for (var change : new String[] {
            "update outreach.consent_event set words = ''",
            "delete from outreach.consent_event",
            "truncate outreach.consent_event"
        }) {
            assertThatThrownBy(() -> owner.sql(change).update()).rootCause().hasMessageContaining("is never changed");
        }
    }

    @Test
    void hours_a_person_asked_for_hold_a_message_until_they_begin() {
        // Friday 12:00 in New York.
        wishes("prefers-hours", "mon-fri 17:00-20:00");
        assertThat(sms())
                .isInstanceOfSatisfying(
                        Claim.Later.class,
                        later -> assertThat(later.instant()).isEqualTo(Instant.parse("2026-11-20T22:00:00Z")));
        wishes("prefers-hours", "06:00-07:30");
        denied(sms(), "INCONVENIENT_KNOWN");
        wishes("prefers-hours", "");
        assertThat(sms()).isInstanceOf(Claim.Go.class);
    }

    @Test
    void where_a_person_says_they_are_replaces_what_their_number_says() {
        world.now = Instant.parse("2026-11-20T14:00:00Z");
        assertThat(sms()).isInstanceOf(Claim.Go.class);
        wishes("is-at", "Pacific/Honolulu until 2026-11-21");
        assertThat(sms())
                .isInstanceOfSatisfying(
                        Claim.Later.class,
                        later -> assertThat(later.instant()).isEqualTo(Instant.parse("2026-11-20T18:00:00Z")));
        world.now = Instant.parse("2026-11-22T14:00:00Z");
        assertThat(sms()).isInstanceOf(Claim.Go.class);
    }

    @Test
    void what_cannot_be_written_down_says_what_to_do() {
        assertThatThrownBy(() -> told("stopp", "sms", null))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.getBody().getDetail()).contains("stop"));
        assertThatThrownBy(() -> told("given", null, null)).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> wishes("prefers-hours", "9-12")).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> desk.record(
                        "c1", new ConsentRequest("stop", "sms", null, null, null, null, null, null, "ana", null)))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.getBody().getDetail()).contains("source"));
        assertThatThrownBy(() -> desk.show("nobody")).isInstanceOf(ApiProblem.class);
    }

    private ImportDoNotContact.Report load(String csv) throws IOException {
        return imports.run(
                "internal", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "list.csv", "ana");
    }

    @Test
    void a_do_not_contact_list_forbids_until_it_is_taken_back() throws Exception {
        var file = "phone,email,customer_id,reason,since\n"
                + PHONE + ",,,litigant,2026-10-01\n,c9@mail.example,,asked,\nnot a number,,,,\n,,,,\n"
                + "212-555-0143,,,,yesterday\n";
        var report = load(file);
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.rejects()).extracting(ImportDoNotContact.Reject::line).containsExactly(4L, 5L, 6L);
        assertThat(load(file).changed()).isZero();
        denied(sms(), "DO_NOT_CONTACT");
        assertThat(mail()).isInstanceOf(Claim.Go.class);
        assertThat(load("phone,action\n" + PHONE + ",remove\n").changed()).isOne();
        assertThat(sms()).isInstanceOf(Claim.Go.class);
        assertThat(load("customer_id\nc1\n").changed()).isOne();
        denied(mail(), "DO_NOT_CONTACT");
        assertThat(world.lists.entries(java.util.List.of(PHONE))).hasSize(2);
    }

    @Test
    void a_list_without_a_usable_header_is_refused_with_a_hint() {
        assertThatThrownBy(() -> load("telefon\n123\n")).hasMessageContaining("phone, email or customer_id");
    }

    @Test
    void a_number_that_was_given_up_since_we_knew_it_is_not_written_to(@TempDir Path folder) throws Exception {
        var file = folder.resolve("reassigned.csv");
        world.registry = new FileNumberRegistry(folder);
        denied(sms(), "FACT_MISSING");
        Files.writeString(file, "phone,disconnected,as_of\n" + PHONE + ",2026-11-01,2026-11-15\n");
        denied(sms(), "REASSIGNED");
        assertThat(mail()).isInstanceOf(Claim.Go.class);
        // They have written from it since.
        world.receiving.smsReceived(PHONE, "72620", "who is this?", world.instant());
        assertThat(sms()).isInstanceOf(Claim.Go.class);
        Files.writeString(file, "phone,disconnected,as_of\n" + PHONE + ",2026-11-20,2026-11-20\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        denied(sms(), "REASSIGNED");
        assertThat(world.caseStates).containsKey(CASE);
    }

    @Test
    void a_message_goes_out_in_the_language_a_person_asked_for() throws Exception {
        wishes("prefers-language", "es-MX");
        var effect = touch("es", 0, "first");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        assertThat(world.texts)
                .containsExactly(
                        "Northwind: vea https://t.example/l/SMS Responda STOP para cancelar. " + Words.collector("es"));
        world.receiving.smsReceived(PHONE, "72620", "Alto", world.instant());
        assertThat(world.texts.getLast()).startsWith("Northwind: ya no le enviaremos");
    }
}
