package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Terms of a promise or a plan, inside the bounds the engine gave.
record ArrangePage(
        Frame frame,
        Prompt.Arrange terms,
        String chosenDate,
        String otherDate,
        String chosenInstalments,
        String action,
        boolean back)
        implements Page {
    @Override
    public String template() {
        return "arrange.jte";
    }

    /// A day to choose.
    record Day(String id, String value, String label) {}

    boolean plan() {
        return terms.kind() == Prompt.ArrangeKind.PLAN;
    }

    String amount() {
        return terms.amount().formatted();
    }

    List<Prompt.Terms> plans() {
        return terms.plans();
    }

    /// The earliest day, a week and two later, and the latest.
    List<Day> dates() {
        var days = new ArrayList<LocalDate>();
        for (var day : List.of(
                terms.earliest(), terms.earliest().plusDays(7), terms.earliest().plusDays(14), terms.latest())) {
            if (!day.isAfter(terms.latest()) && !days.contains(day)) {
                days.add(day);
            }
        }
        return IntStream.range(0, days.size())
                .mapToObj(i -> new Day(
                        i == 0 ? "promiseDate" : "promiseDate-" + i,
                        days.get(i).toString(),
                        Words.day(days.get(i), frame.lang())))
                .toList();
    }

    String idOf(Prompt.Terms plan) {
        return plan.equals(plans().getFirst()) ? "instalments" : "instalments-" + plan.instalments();
    }

    boolean isChosen(Prompt.Terms plan) {
        return chosenInstalments.equals(Integer.toString(plan.instalments()));
    }

    String termsOf(Prompt.Terms plan) {
        return Words.terms(plan, frame.lang());
    }

    String min() {
        return terms.earliest().toString();
    }

    String max() {
        return terms.latest().toString();
    }

    String earliest() {
        return Words.day(terms.earliest(), frame.lang());
    }

    String latest() {
        return Words.day(terms.latest(), frame.lang());
    }
}
