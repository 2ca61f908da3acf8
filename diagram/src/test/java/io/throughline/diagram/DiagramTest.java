package io.throughline.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class DiagramTest {
    private static final String PICTURE = "docs/pictures/arrears-workflow.svg";

    static List<Definition> definitions() {
        return Given.all();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void every_step_is_there_once_and_every_outcome_has_a_line_to_where_it_leads(Definition definition) {
        var svg = Given.xml(Diagram.of(definition).svg());
        var groups = Given.elements(svg, "g");
        for (Step step : definition.steps().values()) {
            assertThat(groups.stream().filter(it -> it.getAttribute("data-step").equals(step.name())))
                    .as(step.name())
                    .hasSize(1);
            for (var outcome : step.outcomes()) {
                assertThat(groups.stream()
                                .filter(it -> it.getAttribute("data-from").equals(step.name())
                                        && it.getAttribute("data-to").equals(step.on(outcome))
                                        && List.of(it.getAttribute("data-outcomes")
                                                        .split(" "))
                                                .contains(outcome)))
                        .as(step.name() + " " + outcome)
                        .hasSize(1);
            }
        }
        for (var exception : definition.exceptions().keySet()) {
            assertThat(groups.stream()
                            .filter(it -> it.getAttribute("data-exception").equals(exception)))
                    .as(exception)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void everything_is_inside_the_picture(Definition definition) {
        var svg = Given.xml(Diagram.of(definition).svg());
        var root = svg.getDocumentElement();
        double width = Double.parseDouble(root.getAttribute("width"));
        double height = Double.parseDouble(root.getAttribute("height"));
        for (var rect : Given.elements(svg, "rect")) {
            if (rect.hasAttribute("x") && !isIcon(rect)) {
                assertThat(number(rect, "x")).isNotNegative();
                assertThat(number(rect, "x") + number(rect, "width") + 32).isLessThanOrEqualTo(width);
                assertThat(number(rect, "y") + number(rect, "height")).isLessThanOrEqualTo(height);
            }
        }
        for (var text : Given.elements(svg, "text")) {
            assertThat(number(text, "x")).isBetween(0.0, width);
            assertThat(number(text, "y")).isBetween(0.0, height);
        }
    }

    private static boolean isIcon(Element element) {
        return ((Element) element.getParentNode()).getAttribute("class").startsWith("i");
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void the_same_definition_gives_the_same_bytes(Definition definition) {
        assertThat(Diagram.of(definition).svg())
                .isEqualTo(Diagram.of(definition).svg());
        assertThat(Diagram.of(definition).mermaid())
                .isEqualTo(Diagram.of(definition).mermaid());
    }

    @Test
    void the_picture_in_the_docs_is_current() throws Exception {
        assertThat(Given.root().resolve(PICTURE))
                .as("make it anew: ./throughline diagram workflows/collections/arrears.yaml --out " + PICTURE)
                .content()
                .isEqualTo(Diagram.of(Given.arrears()).svg());
    }

    @Test
    void the_happy_path_is_the_first_way_written_that_ends_in_a_success() {
        assertThat(ChartMaker.chart(Given.arrears()).happy())
                .containsExactly(
                        Walk.START,
                        "verify",
                        "disclose",
                        "options",
                        "pay",
                        "post-payment",
                        "confirm-paid",
                        "done-paid");
        assertThat(ChartMaker.chart(Given.winding()).happy())
                .containsExactly(
                        Walk.START,
                        "decide-what-kind-of-case-this-is",
                        "prove",
                        "facts",
                        "many",
                        "pay",
                        "note",
                        "tell",
                        "done-kept");
    }

    @Test
    void actor_and_channel_stand_on_the_steps_and_the_words_can_be_heard() {
        var svg = Given.xml(Diagram.of(Given.arrears()).svg());
        assertThat(texts(step(svg, "verify"))).contains("Verify", "Verify, right party", "Customer", "Any channel");
        assertThat(texts(step(svg, "post-payment"))).contains("System", "Ledger");
        assertThat(texts(step(svg, "confirm-paid"))).contains("System", "Text");
        assertThat(texts(step(svg, Walk.START)).stream().map(it -> it.replace(Words.NO_BREAK, ' ')))
                .contains("Text at once", "E-mail 2 d later", "Text 3 d later");
        var root = svg.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo("tl-title tl-desc");
        assertThat(Given.elements(svg, "title").getFirst().getTextContent()).isEqualTo("Resolve an overdue balance");
        assertThat(Given.elements(svg, "desc").getFirst().getTextContent())
                .contains("The happy path: Account past due, Verify, Disclose")
                .contains("Pay: paid leads to Post payment; declined or abandoned leads back to Options.")
                .contains("Verify: verified leads to Disclose; wrong party leads to Note wrong party;"
                        + " failed leads to the exception Cannot verify.");
    }

    @Test
    void names_with_signs_of_xml_and_mermaid_are_shown_as_they_are() {
        var definition = Given.winding();
        var svg = Given.xml(Diagram.of(definition).svg());
        assertThat(String.join(" ", texts(step(svg, "many"))))
                .contains("Choose: Which of these \"many\" <choices> & chances would you like?");
        assertThat(Diagram.of(definition).mermaid())
                .contains("Which of these #quot;many#quot; #lt;choices#gt; #amp; chances would you like?");
    }

    @Test
    void the_path_of_a_case_is_marked_with_its_times() {
        var svg = Given.xml(Diagram.of(Given.arrears(), "TL-7K2M-9QX4", Given.declinedThenPlan())
                .svg());
        assertThat(hot(svg, "data-step"))
                .containsExactlyInAnyOrder(Walk.START, "verify", "disclose", "options", "pay", "plan", "post-plan");
        assertThat(hot(svg, "data-exception")).containsExactly("arrangement-not-posted");
        assertThat(hot(svg, "data-back")).containsExactly("options");
        assertThat(hotLines(svg))
                .containsExactlyInAnyOrder(
                        Walk.START + " verify",
                        "verify disclose",
                        "disclose options",
                        "options pay",
                        "pay options",
                        "options plan",
                        "plan post-plan",
                        "post-plan arrangement-not-posted");
        assertThat(texts(step(svg, "options"))).contains("3. 22 Nov, 10:10", "5. 22 Nov, 11:10");
        assertThat(texts(step(svg, "pay"))).contains("4. 22 Nov, 10:40");
        assertThat(Given.elements(svg, "text").stream()
                        .filter(it -> it.getAttribute("class").equals("l hot"))
                        .map(Element::getTextContent))
                .containsExactlyInAnyOrder(
                        "customer comes",
                        "verified",
                        "acknowledged",
                        "pay now",
                        "plan",
                        "agreed",
                        "declined",
                        "failed");
        assertThat(Given.elements(svg, "text").stream()
                        .filter(it -> it.getTextContent().equals("The case is here")))
                .singleElement()
                .satisfies(it -> assertThat(((Element) it.getParentNode()).getAttribute("data-exception"))
                        .isEqualTo("arrangement-not-posted"));
    }

    @Test
    void a_case_that_a_person_took_from_a_step_is_marked_on_any_step() {
        var events = new ArrayList<CaseEvent>();
        Given.add(events, "case-opened", "", "", "");
        Given.through(events, "verify", "verified", "disclose");
        Given.add(events, "step-entered", "disclose", "", "");
        Given.add(events, "person-wanted", "disclose", "", "");
        Given.add(events, "exception-raised", "hand-over", "", "");
        var svg = Given.xml(Diagram.of(Given.arrears(), "TL-1", events).svg());
        assertThat(hotLines(svg)).contains(Walk.ANYWHERE + " hand-over").doesNotContain("disclose hand-over");
    }

    @Test
    void nobody_answering_and_running_out_of_time_are_ways_too() {
        var events = new ArrayList<CaseEvent>();
        Given.add(events, "case-opened", "", "", "");
        Given.add(events, "step-entered", "prove", "", "");
        Given.add(events, "step-timed-out", "prove", "", "remember");
        Given.through(events, "remember", "written", "done-given-up");
        Given.add(events, "step-entered", "done-given-up", "", "");
        Given.add(events, "case-finished", "done-given-up", "given-up", "");
        var svg = Given.xml(Diagram.of(Given.winding(), "TL-1", events).svg());
        assertThat(hotLines(svg)).contains("prove remember", "remember done-given-up");
        assertThat(Given.elements(svg, "text").stream()
                        .filter(it -> it.getAttribute("class").equals("l hot"))
                        .map(it -> it.getTextContent().replace(Words.NO_BREAK, ' ')))
                .contains("after 1 d 4 h")
                .doesNotContain("wrong party");

        events.clear();
        Given.add(events, "case-opened", "", "", "");
        Given.add(events, "step-entered", "verify", "", "");
        Given.add(events, "unanswered", "verify", "", "");
        Given.add(events, "step-entered", "note-no-answer", "", "");
        assertThat(hotLines(
                        Given.xml(Diagram.of(Given.arrears(), "TL-1", events).svg())))
                .containsExactlyInAnyOrder(Walk.START + " verify", Walk.START + " note-no-answer");
    }

    /// Mermaid's grammar, as far as this uses it.
    @ParameterizedTest
    @MethodSource("definitions")
    void mermaid_text_is_well_formed_and_names_only_what_it_declares(Definition definition) {
        var text = Diagram.of(definition).mermaid();
        var node = Pattern.compile("  (\\w+)(?:\\[\"[^\"]+\"]|\\(\\[\"[^\"]+\"]\\)|\\{\\{\"[^\"]+\"}})");
        var line = Pattern.compile("  (\\w+) (?:-->|==>|-\\.->)(?:\\|\"[^\"|]+\"\\|)? (\\w+)");
        var other = Pattern.compile(
                "---|title: \"[^\"]+\"|flowchart TD|  classDef \\w+ \\S+|  class [\\w,]+ \\w+|  linkStyle [\\d,]+ \\S+");
        var declared = new TreeSet<String>();
        int lines = 0;
        for (var row : text.split("\n")) {
            var declares = node.matcher(row);
            var links = line.matcher(row);
            if (declares.matches()) {
                assertThat(declared.add(declares.group(1))).as(row).isTrue();
            } else if (links.matches()) {
                assertThat(declared).contains(links.group(1), links.group(2));
                lines++;
            } else {
                assertThat(row).matches(other);
            }
        }
        var chart = ChartMaker.chart(definition);
        assertThat(lines)
                .isEqualTo(chart.links().size()
                        + chart.nodes().stream()
                                .mapToInt(it -> it.exits().size())
                                .sum()
                        + chart.anytime().size());
        assertThat(declared).hasSizeGreaterThan(definition.steps().size());
    }

    @Test
    void mermaid_marks_the_path_of_a_case_too() {
        var text = Diagram.of(Given.arrears(), "TL-7K2M-9QX4", Given.declinedThenPlan())
                .mermaid();
        assertThat(text).contains("4. 22 Nov, 10:40 UTC").containsPattern("linkStyle (\\d+,){7}\\d+ stroke:");
        assertThat(text.lines().filter(row -> row.matches("  class .*\\btaken")))
                .singleElement()
                .asString()
                .contains("_plan", "_options")
                .doesNotContain("_promise");
    }

    @Test
    void the_colours_are_the_houses() throws Exception {
        var tokens = Files.readString(Given.root().resolve("sandbox/src/main/resources/sandbox/tokens.css"));
        var light = tokens.substring(0, tokens.indexOf("@media (prefers-color-scheme:dark)"));
        var dark = tokens.substring(light.length());
        Style.light().forEach((name, colour) -> assertThat(light).contains("--" + name + ":" + colour));
        Style.dark().forEach((name, colour) -> assertThat(dark).contains("--" + name + ":" + colour));
        assertThat(Style.light().keySet()).isEqualTo(Style.dark().keySet());
    }

    private static Element step(org.w3c.dom.Document svg, String name) {
        return Given.elements(svg, "g").stream()
                .filter(it -> it.getAttribute("data-step").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Element element) {
        var found = element.getElementsByTagName("text");
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> hot(org.w3c.dom.Document svg, String attribute) {
        return Given.elements(svg, "g").stream()
                .filter(it ->
                        it.hasAttribute(attribute) && it.getAttribute("class").endsWith(" hot"))
                .map(it -> it.getAttribute(attribute))
                .toList();
    }

    private static List<String> hotLines(org.w3c.dom.Document svg) {
        return Given.elements(svg, "path").stream()
                .filter(it -> it.getAttribute("class").equals("e hot"))
                .map(it -> (Element) it.getParentNode())
                .filter(it -> it.hasAttribute("data-from"))
                .map(it -> it.getAttribute("data-from") + " " + it.getAttribute("data-to"))
                .toList();
    }
}
