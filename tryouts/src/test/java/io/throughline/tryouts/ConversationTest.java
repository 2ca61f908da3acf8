package io.throughline.tryouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState;
import io.throughline.engine.Event;
import io.throughline.records.Records;
import io.throughline.tryouts.Conversation.Answer;
import io.throughline.workflow.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final Domain RETAIL = Domain.read(Tau2Files.TRYOUTS, "retail");
    private static final Records RECORDS = records("retail");
    private static final Customer ADA = new Customer("Your name is Ada Stone and your zip code is 60601.", null);

    private static Records records(String domain) {
        return Records.of((Map<String, ?>)
                JsonFiles.value(JsonFiles.read(Tau2Files.own(domain).resolve("db.json"))));
    }

    private static Action cancel(String order, boolean confirmed) {
        return new Action(
                "1", "cancel_pending_order", Map.of("order_id", order, "reason", "no longer needed"), confirmed);
    }

    @Test
    void a_change_is_confirmed_and_written_by_the_engine_before_the_records_have_it() {
        var conversation = new Conversation(RETAIL, RECORDS, ADA, "a");
        assertThat(conversation.act(cancel("#T1", true))).isInstanceOf(Answer.Given.class);
        conversation.close();

        assertThat(conversation.records().find(List.of("orders", "#T1", "status")))
                .contains("cancelled");
        assertThat(conversation.events())
                .extracting(Event::type)
                .containsSubsequence(
                        "case-opened",
                        "identity-proved",
                        "requested",
                        "chosen",
                        "written-back",
                        "written-back",
                        "case-finished");
        assertThat(conversation.state())
                .extracting(CaseState::status, CaseState::outcome)
                .containsExactly(CaseState.Status.FINISHED, "served");
    }

    @Test
    void without_a_yes_nothing_is_written() {
        var conversation = new Conversation(RETAIL, RECORDS, ADA, "a");
        assertThat(conversation.act(cancel("#T1", false)))
                .isEqualTo(new Answer.Refused("confirm-first", "the customer has not said yes to it"));
        assertThat(conversation.records()).isSameAs(RECORDS);
        assertThat(conversation.events()).extracting(Event::type).doesNotContain("written-back");
    }

    @Test
    void what_the_policy_refuses_is_evidence_under_its_rule_and_changes_nothing() {
        var conversation = new Conversation(RETAIL, RECORDS, ADA, "a");
        conversation.act(cancel("#T3", true));
        assertThat(conversation.records()).isSameAs(RECORDS);
        assertThat(conversation.events())
                .filteredOn(event -> event.type().equals("writeback-rejected"))
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("code", "cancel-pending-only"));
    }

    @Test
    void nobody_known_means_no_case_and_no_change() {
        var conversation = new Conversation(RETAIL, RECORDS, new Customer("Cancel my order!", null), "a");
        assertThat(conversation.act(cancel("#T1", true)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo("identity-first"));
        assertThat(conversation.state()).isNull();
        assertThat(conversation.records()).isSameAs(RECORDS);
    }

    @Test
    void a_hand_over_gives_the_case_to_a_person_with_everything() {
        var conversation = new Conversation(RETAIL, RECORDS, ADA, "a");
        conversation.act(new Action("1", "transfer_to_human_agents", Map.of("summary", "wants a price match"), true));
        assertThat(conversation.state()).extracting(CaseState::status).isEqualTo(CaseState.Status.EXCEPTION);
        assertThat(conversation.act(cancel("#T1", true))).isInstanceOf(Answer.Refused.class);
    }

    /// "Obtain explicit user confirmation (yes) to proceed": no way from the desk to a write goes past the customer.
    @ParameterizedTest
    @ValueSource(strings = {"retail", "airline"})
    void every_operation_of_the_desk_leads_to_a_question_whose_yes_alone_writes_it(String name) {
        var domain = Domain.read(Tau2Files.TRYOUTS, name);
        var steps = domain.definition().steps();
        for (var operation : domain.desk().operations().keySet()) {
            assertThat(steps.get(domain.desk().on(operation)))
                    .as(operation)
                    .isInstanceOfSatisfying(Step.Choose.class, question -> {
                        assertThat(question.show())
                                .as("the details of %s", operation)
                                .isNotEmpty();
                        assertThat(question.on("no")).isEqualTo(domain.desk().name());
                        assertThat(steps.get(question.on("yes")))
                                .isInstanceOfSatisfying(
                                        Step.Write.class,
                                        write -> assertThat(write.target()).isEqualTo(name + "." + operation));
                    });
        }
        assertThat(domain.system().operations().values())
                .filteredOn(operation -> operation.kind() == io.throughline.records.Operation.Kind.WRITE)
                .extracting(io.throughline.records.Operation::name)
                .containsExactlyInAnyOrderElementsOf(domain.desk().operations().keySet());
    }

    @Test
    void a_customer_says_who_they_are_in_the_ways_that_people_do() {
        var replay = RETAIL.replay();
        assertThat(new Customer("You are Ada Stone, living in Chicago 60601.", null).introductions(replay, RECORDS))
                .extracting(Customer.Introduced::request)
                .contains(Map.of("first_name", "Ada", "last_name", "Stone", "zip", "60601"));
        assertThat(new Customer("You are Ada Stone of 12345 Mill Lane, Chicago 60601.", null)
                        .introductions(replay, RECORDS))
                .extracting(Customer.Introduced::request)
                .contains(Map.of("first_name", "Ada", "last_name", "Stone", "zip", "60601"));
        assertThat(new Customer("Your email is ada@example.com.", null).introductions(replay, RECORDS))
                .extracting(Customer.Introduced::request)
                .containsExactly(Map.of("email", "ada@example.com"));
        assertThat(new Customer("", "ben_hill_1002").introductions(replay, RECORDS))
                .as("of whom only the id is given, they know their own record")
                .extracting(Customer.Introduced::request)
                .containsExactly(Map.of("first_name", "Ben", "last_name", "Hill", "zip", "60602"));
        assertThat(new Customer("You are ada_stone_1001.", null).introductions(replay, RECORDS))
                .as("the id alone proves nothing")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health|You are sick and cannot fly.",
                "health|You had surgery last week.",
                "health|You are not going to fly because you are ill.",
                "weather|A hurricane is coming.",
                "change of plan|Your plans have changed.",
                "other|It is your friend's birthday. You are not sick.",
                "other|Under no circumstances will you fake a health-related issue; you are healthy.",
                "airline cancelled flight|The airline says your flight was cancelled.",
                "other|"
            })
    void the_reason_for_a_cancellation_is_read_from_what_the_customer_says(String example) {
        var parts = example.split("\\|", -1);
        var replay = Domain.read(Tau2Files.TRYOUTS, "airline").replay();
        assertThat(new Customer(parts[1], null).answers(replay, List.of("reason")))
                .isEqualTo(Map.of("reason", parts[0]));
    }
}
