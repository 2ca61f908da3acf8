package io.throughline.platform.outreach;

import static io.throughline.platform.outreach.OutreachWorld.PHONE;
import static io.throughline.platform.outreach.OutreachWorld.touch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.ContactRecord.Made;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What rules about contact get to know of a person, on a real database.
class ContactRecordTest {
    private final OutreachWorld world = new OutreachWorld();
    private final ContactMadeStore made = new ContactMadeStore(world.jdbc, "main");
    private final ContactRecords records =
            new KeptContactRecords(made, world.consents, world.lists, world.suppressions, world.portfolio, world);
    private final ContactRecordController desk = new ContactRecordController(
            records, made, world.consents, world.portfolio, world.decisions, world.transactions, world);

    private void call(String res, String... debts) {
        world.pass(Duration.ofHours(1));
        desk.report(
                "c1",
                new ContactReport.Body(
                        null, "voice", "out", res, List.of(debts), PHONE, "cell", null, null, null, "dialler", "ana"));
    }

    private ContactRecord record() {
        return records.of("c1", world.instant().minus(Duration.ofDays(7)));
    }

    @Test
    void attempts_and_conversations_are_told_by_debt_on_every_channel() throws Exception {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.sending.carryOut(effect, world.state(), 1);
        call("no_answer", "D1", "D2");
        call("conversation", "D2");
        world.pass(Duration.ofMinutes(1));
        world.receiving.smsReceived(PHONE, "72620", "how much do I owe", world.instant());
        var record = record();
        assertThat(record.history())
                .extracting(Made::ch, Made::dir, Made::res, Made::debt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("sms", "out", "sent", "A-1"),
                        org.assertj.core.groups.Tuple.tuple("voice", "out", "no_answer", "D1"),
                        org.assertj.core.groups.Tuple.tuple("voice", "out", "no_answer", "D2"),
                        org.assertj.core.groups.Tuple.tuple("voice", "out", "conversation", "D2"),
                        org.assertj.core.groups.Tuple.tuple("sms", "in", "consumer_sent", "A-1"));
        var week = world.instant().minus(Duration.ofDays(7));
        assertThat(record.attempts("D1", week)).hasSize(1);
        assertThat(record.attempts("D2", week)).hasSize(2);
        assertThat(record.conversations("D2", week)).hasSize(1);
        assertThat(record.conversations("D1", week)).isEmpty();
    }

    @Test
    void a_message_that_was_refused_was_no_attempt() {
        var effect = touch("k1", 0, "first");
        world.claim(effect);
        world.stops.stop(
                new Contact.Endpoint(io.throughline.engine.By.Channel.SMS, PHONE),
                false,
                "STOP",
                null,
                world.instant());
        world.claim(effect);
        assertThat(record().history()).isEmpty();
    }

    @Test
    void consent_refusals_wishes_and_signs_of_the_place_come_by_the_words_of_the_cases() {
        world.stops.record(new ConsentEvent(
                world.instant(),
                world.instant(),
                ConsentEvent.Kind.STOP,
                "c1",
                Medium.EMAIL,
                null,
                null,
                null,
                null,
                "no mail",
                "call",
                "ana",
                null));
        world.stops.record(new ConsentEvent(
                world.instant(),
                world.instant(),
                ConsentEvent.Kind.GIVEN,
                "c1",
                Medium.SMS,
                PHONE,
                null,
                "written",
                null,
                "text me",
                "form",
                "ana",
                null));
        world.stops.record(new ConsentEvent(
                world.instant(),
                world.instant(),
                ConsentEvent.Kind.IS_AT,
                "c1",
                null,
                null,
                null,
                null,
                "Pacific/Honolulu until 2026-11-25",
                null,
                "call",
                "ana",
                null));
        var facts = record().facts();
        assertThat(facts.get("consent_state"))
                .isEqualTo(Map.of(
                        "sms",
                        Map.of(
                                "given",
                                world.instant().toString(),
                                "basis",
                                "written",
                                "source",
                                "form",
                                "endpoint",
                                PHONE),
                        "voice_auto",
                        Map.of("basis", "none", "endpoint", PHONE),
                        "email",
                        Map.of(
                                "basis",
                                "creditor_supplied",
                                "revoked",
                                world.instant().toString(),
                                "endpoint",
                                "c1@mail.example")));
        assertThat(facts.get("account_flags"))
                .isEqualTo(Map.of("medium_refused", List.of("email"), "dnc_internal", false));
        assertThat(facts.get("location").toString())
                .contains(
                        "statement",
                        "Pacific/Honolulu",
                        "until=2026-11-25",
                        "zip",
                        "10001",
                        "America/New_York",
                        "area_code");
    }

    @Test
    void a_report_that_says_nothing_clear_is_refused() {
        assertThatThrownBy(() -> call("conversaton", "D1"))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.getBody().getDetail()).contains("conversation"));
        assertThatThrownBy(() -> desk.show("nobody", null)).isInstanceOf(ApiProblem.class);
    }
}
