package io.throughline.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.diagram.Plan.Box;
import io.throughline.diagram.Plan.Placed;
import io.throughline.diagram.Plan.Point;
import io.throughline.workflow.Definition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must hold of the places of any workflow, with and without a case.
class LayoutTest {
    private static final double TOLERANCE = 0.5;

    /// @param name for the report
    record Drawn(String name, Chart chart, Plan plan) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Every definition without and with a case, and charts that nobody would write.
    static List<Drawn> plans() {
        var plans = new ArrayList<Drawn>();
        for (var definition : Given.all()) {
            var chart = ChartMaker.chart(definition);
            plans.add(new Drawn(definition.name(), chart, ElkLayout.plan(chart, null)));
            plans.add(new Drawn(
                    definition.name() + " with a case", chart, ElkLayout.plan(chart, everywhere(definition))));
        }
        for (int seed = 1; seed <= 60; seed++) {
            var chart = RandomChart.of(seed);
            plans.add(new Drawn("random chart, seed " + seed, chart, ElkLayout.plan(chart, null)));
        }
        return plans;
    }

    /// A box and what it belongs to, for the message when it is in the way.
    private record Named(String name, Box box) {}

    @ParameterizedTest
    @MethodSource("plans")
    void nothing_lies_on_anything_else(Drawn given) {
        var plan = given.plan();
        var boxes = solid(plan);
        plan.links().stream()
                .filter(drawn -> !drawn.label().isEmpty())
                .map(drawn -> new Named("label of " + drawn.link(), drawn.labelBox()))
                .forEach(boxes::add);
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(boxes.get(i).box().overlaps(boxes.get(j).box()))
                        .as(boxes.get(i).name() + " and " + boxes.get(j).name())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void no_line_runs_through_a_box_or_through_the_words_of_another_line(Drawn given) {
        var plan = given.plan();
        for (var drawn : plan.links()) {
            for (int i = 1; i < drawn.points().size(); i++) {
                var stretch = stretch(drawn.points().get(i - 1), drawn.points().get(i));
                for (var box : solid(plan)) {
                    assertThat(box.box().overlaps(stretch))
                            .as(drawn.link() + " through " + box.name())
                            .isFalse();
                }
                for (var other : plan.links()) {
                    assertThat(other != drawn
                                    && !other.label().isEmpty()
                                    && other.labelBox().overlaps(stretch))
                            .as(drawn.link() + " through the words of " + other.link())
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void lines_run_along_the_axes_from_card_to_card_under_their_words(Drawn given) {
        var plan = given.plan();
        for (var drawn : plan.links()) {
            var from = box(plan, drawn.link().from());
            var to = box(plan, drawn.link().to());
            var first = drawn.points().getFirst();
            var last = drawn.points().getLast();
            assertThat(first.x()).isCloseTo(from.centre(), within(TOLERANCE));
            assertThat(first.y()).isCloseTo(from.bottom(), within(TOLERANCE));
            assertThat(last.x()).isCloseTo(to.centre(), within(TOLERANCE));
            assertThat(last.y()).isCloseTo(to.y(), within(TOLERANCE));
            boolean underItsWords = drawn.label().isEmpty();
            for (int i = 1; i < drawn.points().size(); i++) {
                var a = drawn.points().get(i - 1);
                var b = drawn.points().get(i);
                assertThat(a.x() == b.x() || a.y() == b.y())
                        .as(drawn.toString())
                        .isTrue();
                underItsWords |= drawn.labelBox().overlaps(stretch(a, b));
            }
            assertThat(underItsWords).as(drawn.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void the_happy_path_is_one_straight_line_down(Drawn given) {
        var plan = given.plan();
        var path = given.chart().happy();
        assertThat(path).hasSizeGreaterThan(2);
        double centre = box(plan, path.getFirst()).centre();
        double bottom = -1;
        for (var name : path) {
            assertThat(box(plan, name).centre()).as(name).isCloseTo(centre, within(TOLERANCE));
            assertThat(box(plan, name).y()).as(name).isGreaterThan(bottom);
            bottom = box(plan, name).bottom();
        }
        plan.links().stream()
                .filter(drawn -> drawn.link().happy())
                .forEach(drawn ->
                        assertThat(drawn.points()).as(drawn.link().toString()).hasSize(2));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void exceptions_stand_right_of_the_step_they_leave_and_their_arrows_leave_it(Drawn given) {
        var plan = given.plan();
        for (var placed : plan.cards()) {
            assertThat(placed.chips()).hasSameSizeAs(placed.card().node().exits());
            for (var aside : placed.chips()) {
                assertThat(aside.label().x()).isGreaterThan(placed.box().right());
                assertThat(aside.box().x()).isGreaterThan(aside.label().right());
                assertThat(aside.arrow())
                        .isBetween(placed.box().y() + 8, placed.box().bottom() - 8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void no_text_is_wider_than_its_box(Drawn given) {
        var plan = given.plan();
        for (var placed : plan.cards()) {
            var card = placed.card();
            double room = Card.WIDTH - 2 * Card.PAD;
            assertThat(card.title()).allMatch(line -> Lettering.STRONG.width(line, Card.TITLE_SIZE) <= room);
            assertThat(card.detail()).allMatch(line -> Lettering.PLAIN.width(line, Card.SIZE) <= room);
            assertThat(card.times()).allMatch(line -> Lettering.STRONG.width(line, Card.SMALL) <= room);
            assertThat(card.marks())
                    .allMatch(row ->
                            row.stream().mapToDouble(Card::width).sum() + Card.MARK_GAP * (row.size() - 1) <= room);
        }
    }

    /// The fullest cards there can be.
    private static Walk everywhere(Definition definition) {
        var events = new ArrayList<CaseEvent>();
        Given.add(events, "case-opened", "", "", "");
        for (var step : definition.steps().values()) {
            for (var outcome : step.common().on().entrySet()) {
                Given.through(events, step.name(), outcome.getKey(), outcome.getValue());
            }
        }
        return Walk.of("TL-7K2M-9QX4", events, definition);
    }

    private static List<Named> solid(Plan plan) {
        var boxes = new ArrayList<Named>();
        for (var placed : plan.cards()) {
            var name = placed.card().node().name();
            boxes.add(new Named(name, placed.box()));
            placed.chips().forEach(aside -> {
                boxes.add(new Named(name + "'s " + aside.chip().exit().target(), aside.box()));
                boxes.add(new Named(name + "'s words to " + aside.chip().exit().target(), aside.label()));
            });
        }
        return boxes;
    }

    private static Box box(Plan plan, String name) {
        return plan.cards().stream()
                .filter(placed -> placed.card().node().name().equals(name))
                .map(Placed::box)
                .findFirst()
                .orElseThrow();
    }

    /// The ground a stretch of line covers, without its ends, which may touch the card they dock at.
    private static Box stretch(Point a, Point b) {
        double x = Math.min(a.x(), b.x());
        double y = Math.min(a.y(), b.y());
        double width = Math.abs(a.x() - b.x());
        double height = Math.abs(a.y() - b.y());
        return width > height ? new Box(x + 1, y - 1, width - 2, 2) : new Box(x - 1, y + 1, 2, height - 2);
    }
}
