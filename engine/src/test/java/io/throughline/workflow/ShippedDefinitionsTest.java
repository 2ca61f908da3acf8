package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.policy.Law;
import io.throughline.scenario.Coverage;
import io.throughline.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every workflow that ships, whatever folder it lies in: it reads without a problem, and its words
/// keep to the channels they are for.
class ShippedDefinitionsTest {
    private static final Path WORKFLOWS = Path.of("..", "workflows");

    /// A text message of one part in the alphabet of GSM 03.38 without its extension table.
    private static final int ONE_PART = 160;

    private static final Pattern GSM =
            Pattern.compile("[\\w @£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ!\"#¤%&'()*+,\\-./:;<=>?¡ÄÖÑÜ§¿äöñüà\\n]*");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

    static Stream<Path> shipped() throws IOException {
        try (var files = Files.walk(WORKFLOWS, 2)) {
            return files.filter(Files::isRegularFile).filter(DefinitionReader::isWorkflow).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_workflow_that_ships_reads_without_a_problem(Path file) throws IOException {
        var definition = DefinitionReader.read(file);
        assertThat(definition.name() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void its_scenarios_hold_and_go_through_every_outcome_and_exception(Path file) throws IOException {
        var scenarios = file.resolveSibling(String.valueOf(file.getFileName()).replace(".yaml", Scenarios.SUFFIX));
        assertThat(scenarios).exists();
        var report = new Scenarios(Law.SHIPPED)
                .play(DefinitionReader.read(file), scenarios.getFileName().toString(), Files.readString(scenarios));
        assertThat(report.results()).filteredOn(result -> !result.ok()).isEmpty();
        assertThat(report.lacking()).isEmpty();
        assertThat(report.coverage().missing(Coverage.Kind.OUTCOMES)).isEmpty();
        assertThat(report.coverage().missing(Coverage.Kind.EXCEPTIONS)).isEmpty();
    }

    /// An exception is read by somebody who was not there: it says where, with what and by when.
    @ParameterizedTest
    @MethodSource("shipped")
    void every_exception_takes_something_along_and_is_led_to(Path file) throws IOException {
        var definition = DefinitionReader.read(file);
        var led = new HashSet<String>();
        definition.steps().values().forEach(step -> {
            led.addAll(step.common().on().values());
            if (step.common().timeOut() != null) {
                led.add(step.common().timeOut().then());
            }
        });
        definition.data().values().forEach(source -> led.addAll(List.of(source.missing(), source.stale())));
        if (definition.person() != null) {
            led.add(definition.person());
        }
        assertThat(led).containsAll(definition.exceptions().keySet());
        assertThat(definition.exceptions().values())
                .allSatisfy(route -> assertThat(route.carry()).as(route.name()).isNotEmpty());
    }

    /// With a link, the opt-out words and the house's longest reference filled in, a text still fits one part.
    @ParameterizedTest
    @MethodSource("shipped")
    void a_text_message_fits_one_part(Path file) throws IOException {
        var definition = DefinitionReader.read(file);
        assertThat(definition.messages().values().stream()
                        .filter(message -> message.channel().equals("sms")))
                .allSatisfy(message -> {
                    var text = PLACE.matcher(message.text()).replaceAll(place -> switch (place.group(1)) {
                        case "brand" -> definition.brand();
                        case "phone" -> definition.phone();
                        case "reference" -> "TL-7K2M-9QXV";
                        case "link" -> "https://go.example.com/l/0123456789abcdefghijkl";
                        case "optOut" -> "Reply STOP to opt out.";
                        default ->
                            throw new AssertionError(message.name() + " says {" + place.group(1) + "} in a text");
                    });
                    assertThat(text).as(message.name()).hasSizeLessThanOrEqualTo(ONE_PART);
                    assertThat(GSM.matcher(text).matches())
                            .as(message.name() + ": " + text)
                            .isTrue();
                });
    }

    @Test
    void no_two_workflows_answer_to_the_same_event_or_name() throws IOException {
        var triggers = new HashSet<String>();
        var names = new HashSet<String>();
        for (var file : shipped().toList()) {
            var definition = DefinitionReader.read(file);
            assertThat(triggers.add(definition.resolution().trigger()))
                    .as(file.toString())
                    .isTrue();
            assertThat(names.add(definition.name())).as(file.toString()).isTrue();
        }
        assertThat(names).contains("arrears");
    }
}
