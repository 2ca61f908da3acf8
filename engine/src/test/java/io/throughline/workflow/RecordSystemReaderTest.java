package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with record operations or a policy pack is told with its place.
class RecordSystemReaderTest {
    private static final String SYSTEM = """
            system: shop
            operations:
              refund:
                does: write
                title: Give money back
                parameters: { order_id: text, amount: whole }
                load: { order: { from: orders, key: request.order_id, missing: No such order } }
                values: { rest: order.paid - request.amount }
                change:
                  - { put: "order.paid", to: rest }
                result: order
            """;
    private static final String POLICY = """
            policy: house
            values: { small: request.amount <= 100.0 }
            rules:
              small-only:
                clause: Up to 100.
                for: [refund]
                holds: small
                reason: Too much
            """;

    private static List<Finding> problems(String system, String policy) {
        var thrown = catchThrowableOfType(
                InvalidDefinition.class,
                () -> RecordSystemReader.read(
                        Map.of("systems/shop.yaml", system, "policies/house.yaml", policy),
                        "systems/shop.yaml",
                        "policies/house.yaml"));
        return thrown == null ? List.of() : thrown.findings();
    }

    @Test
    void good_files_have_no_problem() {
        assertThat(problems(SYSTEM, POLICY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "does: write               | does: wirte                    | 4 | unknown-name | did you mean \"write\"?",
                "amount: whole }           | amount: hole }                 | 6 | unknown-name | did you mean \"whole\"?",
                "key: request.order_id     | key: request.order             | 7 | unknown-name | did you mean \"order_id\"?",
                "rest: order.paid          | rest: orders.paid              | 8 | expression   | undeclared reference to 'orders'",
                "rest: order.paid          | rest: rest - order.paid        | 8 | expression   | worked out from itself",
                "put: \"order.paid\"       | put: \"ordr.paid\"             | 10 | unknown-name | did you mean \"order\"?",
                "put: \"order.paid\"       | put: \"order\"                 | 10 | shape       | a path is written like",
                "put: \"order.paid\"       | put: \"order[rest\"            | 10 | shape       | is not closed",
                "put: \"order.paid\"       | putt: \"order.paid\"           | 10 | missing     | needs \"remove\"",
                "to: rest                  | to: rest +                      | 10 | expression  | does not hold together",
                "result: order             | reslut: order                  | 11 | unknown-name | did you mean \"result\"?"
            })
    void a_broken_operation_is_told_with_its_line(String right, String wrong, int line, String rule, String message) {
        assertThat(problems(SYSTEM.replace(right, wrong), POLICY)).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("systems/shop.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule().id()).isEqualTo(rule);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for: [refund]   | for: [refnd]                 | 6 | unknown-name | did you mean \"refund\"?",
                "holds: small    | holds: smal                  | 7 | expression   | undeclared reference to 'smal'",
                "holds: small    | holds: request.amount < 5.0  | 2 | unknown-name | no rule uses the value \"small\"",
                "clause: Up      | clawse: Up                   | 5 | unknown-name | did you mean \"clause\"?"
            })
    void a_broken_rule_is_told_with_its_line(String right, String wrong, int line, String rule, String message) {
        assertThat(problems(SYSTEM, POLICY.replace(right, wrong))).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("policies/house.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule().id()).isEqualTo(rule);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        var thrown = catchThrowableOfType(
                InvalidDefinition.class,
                () -> RecordSystemReader.read(
                        Map.of("systems/shop.yaml", SYSTEM), "systems/shop.yaml", "policies/house.yaml"));
        assertThat(thrown.findings())
                .extracting(Finding::file, Finding::rule)
                .contains(org.assertj.core.groups.Tuple.tuple("policies/house.yaml", Rule.MISSING));
    }
}
