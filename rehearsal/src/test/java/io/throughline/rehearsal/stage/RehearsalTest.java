package io.throughline.rehearsal.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.rehearsal.Report;
import io.throughline.rehearsal.Shipped;
import io.throughline.rehearsal.people.BehaviourReader;
import io.throughline.rehearsal.people.FloorReader;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {
    private final Definition arrears = Shipped.workflow("collections/arrears.yaml");

    static Stream<Path> shipped() throws IOException {
        return Shipped.all().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_shipped_workflow_can_be_rehearsed_and_loses_nobody(Path file) throws IOException {
        var definition = DefinitionReader.read(file);
        var report = Shipped.usual(definition, 400, 5);
        assertThat(report.outcomes().stream().mapToInt(Report.Outcome::count).sum())
                .isEqualTo(400);
        assertThat(report.refused()).as("what the engine refused").isEmpty();
        if (!(definition.first() instanceof Step.Assign)) { // whom an agent calls is not part of a rehearsal
            assertThat(report.resolution().resolved()).isGreaterThan(0);
        }
        assertThat(report.exceptions()).extracting(Report.Cause::cause).doesNotContain("stuck");
        assertThat(report.exceptions())
                .allSatisfy(cause -> assertThat(definition.exceptions()).containsKey(cause.cause()));
        assertThat(report.resolution().open()).isLessThan(0.05);
    }

    @Test
    void eleven_workflows_ship() throws IOException {
        assertThat(Shipped.all()).hasSize(11);
    }

    @Test
    void the_same_seed_gives_the_same_report_and_another_one_does_not() {
        var once = Shipped.usual(arrears, 600, 42);
        assertThat(Shipped.usual(arrears, 600, 42)).isEqualTo(once);
        assertThat(Shipped.usual(arrears, 600, 43).trace()).isNotEqualTo(once.trace());
    }

    /// Over every line of evidence of every case, in order. It changes with the engine, the definition or
    /// the rehearsal; that it is the same here and elsewhere is what the test is for.
    @Test
    void another_process_comes_to_the_same_trace() throws Exception {
        var here = Shipped.usual(arrears, 300, 9);
        var jvm = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        jvm,
                        "-Duser.language=de",
                        "-Duser.timezone=Asia/Tokyo",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.throughline.rehearsal.Main",
                        "300",
                        "9",
                        "-",
                        "-",
                        "-",
                        java.nio.file.Path.of("..", "packs").toString(),
                        Shipped.WORKFLOWS.resolve("collections/arrears.yaml").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out)
                .contains("\"trace\":\"" + here.trace() + "\"")
                .contains(here.breaks().sentence());
    }

    @Test
    void two_rehearsals_beside_each_other_do_not_disturb_each_other() {
        var alone = Shipped.usual(arrears, 500, 3);
        var behaviour = BehaviourReader.defaults();
        var plan = FloorReader.defaults(List.of(arrears), 500);
        var both = Stream.of(1, 2)
                .map(_ -> CompletableFuture.supplyAsync(
                        () -> Rehearsal.run(arrears, Shipped.LAW, behaviour, plan, 500, 3, count -> {})))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join)).containsExactly(alone, alone);
    }

    private Report with(String behaviour, int customers) {
        return Rehearsal.run(
                arrears,
                Shipped.LAW,
                BehaviourReader.read("b", behaviour, List.of(arrears)),
                FloorReader.defaults(List.of(arrears), customers),
                customers,
                11,
                _ -> {});
    }

    @Test
    void nobody_is_resolved_who_does_not_read_and_everybody_who_does_all_of_it() {
        var silent = with("people: { reads: { sms: { share: 0% }, email: { share: 0% } } }", 200);
        assertThat(silent.resolution().resolved()).isZero();
        assertThat(silent.reach().read()).isZero();
        assertThat(outcome(silent, "no-answer")).isGreaterThan(190);

        var eager = with("""
                people:
                  reachable: { sms: 100%, email: 100% }
                  consents: { sms: 100%, email: 100% }
                  reads: { sms: { share: 100%, after: 1m }, email: { share: 100%, after: 1m } }
                  responds: 100%
                  calls-instead: 0%
                  stops: 0%
                  wrong-party: 0%
                kinds:
                  verify: { leaves: 0%, calls: 0%, asks-person: 0%, right: 100% }
                  disclose: { leaves: 0%, calls: 0%, asks-person: 0%, accepts: 100% }
                  choose: { leaves: 0%, calls: 0%, asks-person: 0% }
                  pay: { leaves: 0%, calls: 0%, asks-person: 0%, ends: { paid: 100% } }
                  arrange: { leaves: 0%, calls: 0%, asks-person: 0%, agrees: 100% }
                facts: { account.balance: 120.00, account.daysPastDue: 40 }
                systems: { facts-missing: 0%, write-rejected: 0%, write-failed: 0% }
                """, 200);
        assertThat(eager.resolution().resolved()).isEqualTo(1);
        assertThat(eager.resolution().noPerson()).isEqualTo(1);
        assertThat(eager.lines()).isEmpty();
        assertThat(eager.breaks().sentence()).startsWith("Nothing breaks: nobody calls");
        assertThat(eager.moves()).isGreaterThan(200 * 8);
    }

    private static int outcome(Report report, String name) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.name().equals(name))
                .mapToInt(Report.Outcome::count)
                .sum();
    }

    @Test
    void who_responds_more_is_resolved_more_and_who_leaves_more_is_lost_more() {
        double before = -1;
        for (var responds : List.of("5%", "20%", "50%", "90%")) {
            double now = with("people: { responds: " + responds + " }", 600)
                    .resolution()
                    .resolved();
            assertThat(now).isGreaterThan(before);
            before = now;
        }
        int lost = -1;
        for (var leaves : List.of("0%", "15%", "50%")) {
            var report = with("steps: { options: { leaves: " + leaves + " } }", 600);
            int now = report.steps().stream()
                    .filter(step -> step.step().equals("options"))
                    .mapToInt(Report.StepFigures::lost)
                    .sum();
            assertThat(now).isGreaterThan(lost);
            lost = now;
        }
    }

    @Test
    void a_ledger_that_refuses_sends_every_payment_to_a_person() {
        var report = with("systems: { write-rejected: 100%, write-failed: 0% }", 300);
        assertThat(report.resolution().resolved()).isZero();
        assertThat(report.resolution().writtenBack()).isZero();
        assertThat(report.exceptions())
                .extracting(Report.Cause::cause)
                .contains("payment-not-posted", "arrangement-not-posted", "note-not-posted");
        assertThat(report.exceptions())
                .allSatisfy(cause -> assertThat(cause.byHour().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isEqualTo(cause.count()));
    }

    @Test
    void messages_keep_the_contact_window() {
        var night =
                with("launch: { at: 2026-11-23T22:30, over: 1m }\npeople: { zones: { America/Chicago: 100% } }", 100);
        assertThat(night.reach().held()).containsKey("TIME_WINDOW");
        assertThat(night.reach().held().get("TIME_WINDOW")).isGreaterThan(90);
    }
}
