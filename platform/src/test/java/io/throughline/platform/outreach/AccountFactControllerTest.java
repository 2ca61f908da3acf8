package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.AccountFactController.Said;
import io.throughline.platform.records.AccountFactStore.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/// What is said of a person over HTTP: taken as it is meant, or refused with what to do.
class AccountFactControllerTest {
    private final OutreachWorld world = new OutreachWorld();
    private final AccountFactController controller = new AccountFactController(
            world.facts, world.portfolio, world.consents, () -> world.laws.law(), world.transactions, world);

    private static Said said(@Nullable Map<String, @Nullable Object> facts) {
        return new Said(null, facts, "a letter", "ana");
    }

    private void refused(String person, Said said, HttpStatus status, String... words) {
        assertThatThrownBy(() -> controller.say(person, said)).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(status);
            assertThat(problem.getBody().getDetail()).contains(words);
        });
        assertThat(world.facts.entries("c1")).as("nothing was written down").isEmpty();
    }

    @Test
    void what_was_said_is_told_again_with_where_it_came_from_and_counts() {
        var told = controller.say("c1", said(Map.of("attorney", Map.of("name", "J. Oster"))));
        assertThat(told).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("attorney");
            assertThat(entry.source()).isEqualTo("a letter");
            assertThat(entry.recordedBy()).isEqualTo("ana");
            assertThat(entry.recordedAt()).isEqualTo(world.now);
        });
        assertThat(controller.all("c1")).isEqualTo(told);
    }

    @Test
    void what_is_taken_back_stays_on_record() {
        controller.say("c1", said(Map.of("deceased", true)));
        var nothing = new HashMap<String, @Nullable Object>();
        nothing.put("deceased", null);
        assertThat(controller.say("c1", said(nothing))).extracting(Entry::value).containsExactly(true, null);
    }

    @Test
    void a_slip_of_the_hand_is_told_the_nearest_name() {
        refused("c1", said(Map.of("deceasd", true)), HttpStatus.UNPROCESSABLE_CONTENT, "deceasd", "deceased");
        refused("c1", said(Map.of("deceased", "yes")), HttpStatus.UNPROCESSABLE_CONTENT, "deceased");
    }

    @Test
    void a_residence_is_a_state_or_a_country_that_we_know() {
        refused("c1", said(Map.of("state", 7)), HttpStatus.UNPROCESSABLE_CONTENT, "state", "TX", "GB-ENG");
        refused("c1", said(Map.of("state", "Texas")), HttpStatus.UNPROCESSABLE_CONTENT, "Texas");
        refused("c1", said(Map.of("state", "QQ")), HttpStatus.UNPROCESSABLE_CONTENT, "QQ");
        assertThat(controller.say("c1", said(Map.of("state", "TX")))).hasSize(1);
        assertThat(controller.say("c1", said(Map.of("state", "GB-ENG")))).hasSize(2);
    }

    @Test
    void whose_and_from_where_must_be_said() {
        refused("c1", said(null), HttpStatus.UNPROCESSABLE_CONTENT, "facts", "source", "by");
        refused("c1", said(Map.of()), HttpStatus.UNPROCESSABLE_CONTENT, "facts");
        refused(
                "c1",
                new Said(null, Map.of("deceased", true), null, "ana"),
                HttpStatus.UNPROCESSABLE_CONTENT,
                "source");
        refused(
                "c1",
                new Said(null, Map.of("deceased", true), "a letter", null),
                HttpStatus.UNPROCESSABLE_CONTENT,
                "by");
    }

    @Test
    void who_is_not_in_the_portfolio_is_not_found() {
        refused("nobody", said(Map.of("deceased", true)), HttpStatus.NOT_FOUND, "no person nobody");
        refused(
                "c1",
                new Said("A-9", Map.of("deceased", true), "a letter", "ana"),
                HttpStatus.NOT_FOUND,
                "no account A-9");
        assertThatThrownBy(() -> controller.all("nobody")).isInstanceOf(ApiProblem.class);
    }

    @Test
    void without_packs_nothing_can_be_checked_and_nothing_is_taken() {
        world.laws = Optional::empty;
        refused("c1", said(Map.of("deceased", true)), HttpStatus.SERVICE_UNAVAILABLE, "No policy pack");
    }
}
