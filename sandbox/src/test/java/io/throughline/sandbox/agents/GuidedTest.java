package io.throughline.sandbox.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.sandbox.portfolio.Dice;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GuidedTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Guided guided = new Guided(Dice.of(1, "test"));

    private static JsonNode window(boolean proven, String step) {
        return JSON.readTree("""
                {"item": {"kind": "case", "since": "2026-11-23T16:00:00Z"}, "customer": {"proven": %s, "asks": ["dateOfBirth"]},
                 "facts": [{"name": "account.balance", "value": "$1,480.00"}], "finish": {"may": true}, "guide": {"step": %s}}
                """.formatted(proven, step));
    }

    @Test
    void whoever_is_on_the_line_is_proven_before_anything_is_said_to_them() {
        assertThat(guided.next(window(false, "{\"kind\": \"disclose\", \"step\": \"words\"}")))
                .isInstanceOf(Move.Identify.class);
        assertThat(guided.next(
                        window(false, "{\"kind\": \"assigned\", \"step\": \"call\", \"results\": [\"reached\"]}")))
                .isEqualTo(
                        act(Map.of("act", "return", "step", "call", "result", "reached", "note", "spoke with them")));
    }

    @Test
    void words_are_acknowledged_as_they_were_given() {
        assertThat(guided.next(window(true, """
                                {"kind": "disclose", "step": "words", "text": "us.mini-miranda", "version": "3", "language": "es"}
                                """)))
                .isEqualTo(act(Map.of(
                        "act",
                        "acknowledge",
                        "step",
                        "words",
                        "text",
                        "us.mini-miranda",
                        "version",
                        "3",
                        "language",
                        "es")));
    }

    @Test
    void an_amount_is_a_part_of_what_the_window_says_is_owed() {
        var move = (Move.Act) guided.next(window(true, """
                        {"kind": "ask", "step": "offer", "questions": [{"name": "amount", "type": "amount", "required": true},
                         {"name": "why", "type": "words", "required": false}]}
                        """));
        var values = (Map<?, ?>) move.body().get("values");
        assertThat(values.keySet()).hasToString("[amount]");
        assertThat(new BigDecimal(String.valueOf(values.get("amount"))))
                .isBetween(new BigDecimal("518.00"), new BigDecimal("1480.00"));
    }

    @Test
    void the_customer_pays_by_the_link_and_never_the_agent() {
        var pay = window(true, "{\"kind\": \"pay\", \"step\": \"pay\"}");
        assertThat(guided.next(pay)).isInstanceOf(Move.SendLink.class);
        guided.linkWasSent();
        assertThat(guided.next(pay)).isInstanceOf(Move.Finish.class);
    }

    @Test
    void what_one_may_not_put_back_is_passed_on() {
        assertThat(guided.next(window(true, """
                                {"kind": "with-person", "resumable": [{"step": "offer", "allowed": false}]}
                                """))).isInstanceOf(Move.Pass.class);
        assertThat(guided.next(window(true, """
                                {"kind": "with-person", "resumable": [{"step": "pay", "allowed": false}, {"step": "offer", "allowed": true}]}
                                """)))
                .isEqualTo(act(Map.of("act", "resume", "step", "offer", "reason", "spoke with the customer")));
    }

    private static Move.Act act(Map<String, Object> body) {
        return new Move.Act(body);
    }
}
