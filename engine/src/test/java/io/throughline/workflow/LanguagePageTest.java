package io.throughline.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.throughline.policy.Law;
import io.throughline.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Keeps `docs/workflow-language.md` true: its examples are taken from the page as they stand and
/// read like any workflow. The word after `yaml` on the fence says what an example is: the whole
/// `definition`, its `messages`, `disclosures` and `system`, a `top` key of a definition, some
/// `steps`, or something `broken`.
class LanguagePageTest {
    private static final Path PAGE = Path.of("..", "docs", "workflow-language.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S*) ?(\\S*)\\n(.*?)^```$");
    private static final Pattern SECTION = Pattern.compile("(?m)^([a-z-]+):");
    private static final String MAIN = "parcels/lost-parcel.yaml";
    private static final List<Block> BLOCKS = blocks();

    private record Block(String language, String what, String text) {
        @Override
        public String toString() {
            return text.lines().findFirst().orElse("");
        }
    }

    private static List<Block> blocks() {
        try {
            return BLOCK.matcher(Files.readString(PAGE))
                    .results()
                    .map(found -> new Block(found.group(1), found.group(2), found.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Block> all(String what) {
        return BLOCKS.stream().filter(block -> block.what().equals(what));
    }

    private static String only(String what) {
        var found = all(what).toList();
        assertThat(found).as(what).hasSize(1);
        return found.getFirst().text();
    }

    private static Definition read(String definition) {
        return DefinitionReader.readAll(
                Map.of(
                        MAIN,
                        definition,
                        "parcels/messages.yaml",
                        only("messages"),
                        "parcels/disclosures.yaml",
                        only("disclosures"),
                        "systems/parcels.yaml",
                        only("system")),
                MAIN);
    }

    /// The top keys of a definition, each with its text.
    private static SequencedMap<String, String> sections(String text) {
        var starts = new LinkedHashMap<String, Integer>();
        SECTION.matcher(text).results().forEach(found -> starts.put(found.group(1), found.start()));
        var names = new ArrayList<>(starts.keySet());
        var sections = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            int end = i + 1 < names.size() ? starts.get(names.get(i + 1)) : text.length();
            sections.put(names.get(i), text.substring(starts.get(names.get(i)), end));
        }
        return sections;
    }

    private static String joined(Map<String, String> sections) {
        return String.join("", sections.values());
    }

    @Test
    void the_first_workflow_is_complete() {
        var definition = read(only("definition"));
        assertThat(definition.name()).isEqualTo("lost-parcel");
        assertThat(definition.steps()).hasSize(10);
    }

    @Test
    void its_scenarios_hold() {
        var report = new Scenarios(Law.SHIPPED)
                .play(read(only("definition")), "lost-parcel.scenarios.yaml", only("scenarios"));
        assertThat(report.results())
                .hasSize(3)
                .allSatisfy(result -> assertThat(result.ok()).as(result.got()).isTrue());
    }

    @Test
    void every_example_says_what_it_is() {
        assertThat(BLOCKS)
                .hasSizeGreaterThan(30)
                .allSatisfy(block -> assertThat(block.language() + " " + block.what())
                        .isIn(
                                " ",
                                "problems ",
                                "yaml definition",
                                "yaml messages",
                                "yaml disclosures",
                                "yaml system",
                                "yaml scenarios",
                                "yaml top",
                                "yaml steps",
                                "yaml broken"));
    }

    static Stream<Block> tops() {
        return all("top");
    }

    @ParameterizedTest
    @MethodSource("tops")
    void a_top_key_fits_the_first_workflow(Block block) {
        var sections = sections(only("definition"));
        sections.putAll(sections(block.text()));
        read(joined(sections));
    }

    static Stream<Block> fragments() {
        return all("steps");
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void some_steps_stand_behind_identity_and_the_required_words(Block block) {
        read(withSteps(block));
    }

    private static String withSteps(Block block) {
        var sections = sections(only("definition"));
        sections.remove("outreach");
        sections.remove("unanswered");
        tops().map(top -> sections(top.text()))
                .flatMap(top -> top.entrySet().stream())
                .filter(top -> Set.of("given", "authorities").contains(top.getKey()))
                .forEach(top -> sections.put(top.getKey(), top.getValue()));
        var steps = steps(block);
        sections.put("steps", """
                steps:
                  the-verify: { kind: verify, level: right-party, on: { verified: the-words, wrong-party: hand-over, failed: hand-over } }
                  the-words: { kind: disclose, text: parcels.claim-words, on: { acknowledged: %s, refused: hand-over } }
                %s
                """.formatted(
                        steps.keySet().iterator().next(), block.text().indent(2)));
        sections.put(
                "exceptions",
                targets(steps).stream()
                        .map(name -> "  " + name + ": { queue: anywhere, within: 1d }\n")
                        .collect(Collectors.joining("", "exceptions:\n", "")));
        return joined(sections);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> steps(Block block) {
        var loaded = new Load(LoadSettings.builder().build()).loadFromString(block.text());
        return (Map<String, Map<String, Object>>) loaded;
    }

    /// Where the steps lead that are not shown with them.
    private static Set<String> targets(Map<String, Map<String, Object>> steps) {
        var targets = new TreeSet<>(Set.of("no-facts", "hand-over"));
        for (var step : steps.values()) {
            if (step.get("on") instanceof Map<?, ?> on) {
                on.values().forEach(target -> targets.add(target.toString()));
            }
            if (step.get("time-out") instanceof Map<?, ?> timeOut) {
                targets.add(String.valueOf(timeOut.get("then")));
            }
        }
        targets.removeAll(steps.keySet());
        return targets;
    }

    @Test
    void every_kind_is_shown_with_its_own_heading() throws IOException {
        var shown = fragments()
                .flatMap(block -> steps(block).values().stream())
                .map(step -> String.valueOf(step.get("kind")))
                .collect(Collectors.toCollection(TreeSet::new));
        var kinds = Stream.of(Step.class.getPermittedSubclasses())
                .map(kind -> kind.getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(kinds);
        var page = Files.readString(PAGE);
        assertThat(kinds).allSatisfy(kind -> assertThat(page).contains("\n### " + kind + "\n"));
    }

    /// The page says what the reader answers to a broken workflow, problem by problem.
    @Test
    void the_reader_says_of_the_broken_one_what_the_page_says() {
        var said = BLOCKS.stream()
                .filter(block -> block.language().equals("problems"))
                .flatMap(block -> block.text().lines())
                .toList();
        assertThat(said).hasSize(3);
        var broken = only("broken");
        assertThat(problems(broken)).contains(said.get(0));
        broken = broken.replace("valeu", "value");
        assertThat(problems(broken)).contains(said.get(1));
        broken = broken.replace("wrong-party: hand-over", "wrong-party: hand-over, failed: hand-over");
        assertThat(problems(broken)).contains(said.get(2));
    }

    /// What is said of the first workflow with other steps. Paths are only looked at when names
    /// hold, so one thing is put right after the other.
    private static String problems(String steps) {
        var sections = sections(only("definition"));
        sections.remove("outreach");
        sections.remove("unanswered");
        sections.putAll(sections(steps));
        var refused = catchThrowableOfType(InvalidDefinition.class, () -> read(joined(sections)));
        return String.valueOf(refused.getMessage());
    }
}
