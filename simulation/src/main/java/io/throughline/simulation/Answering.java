package io.throughline.simulation;

import io.throughline.engine.Document;
import io.throughline.engine.Expected;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// What somebody answers to a prompt, by chance: most often what is asked for.
final class Answering {
    private final Faults chance;

    Answering(Faults chance) {
        this.chance = chance;
    }

    /// Empty if there is nothing to answer, or they would rather not.
    Optional<Input> to(Prompt prompt, Instant now) {
        return switch (prompt) {
            case Prompt.Verify _ ->
                Optional.of(
                        chance.oneIn(8)
                                ? new Input.IdentityFailed("facts")
                                : new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "link+facts"));
            case Prompt.Disclose words ->
                Optional.of(
                        chance.oneIn(15)
                                ? new Input.DisclosureRefused(words.step())
                                : new Input.Acknowledged(
                                        words.step(), words.text(), words.version(), words.language()));
            case Prompt.Show show -> Optional.of(new Input.Continued(show.step()));
            case Prompt.Choose choose ->
                choose.options().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Input.Chosen(
                                choose.step(),
                                choose.options()
                                        .get(chance.below(choose.options().size()))
                                        .choice()));
            case Prompt.Ask ask -> Optional.of(answers(ask, now));
            case Prompt.Check check -> Optional.of(ticks(check));
            case Prompt.Assigned assigned ->
                Optional.of(
                        chance.oneIn(3)
                                ? new Input.Claimed(assigned.step())
                                : new Input.TakenBack(
                                        assigned.step(),
                                        assigned.results()
                                                .get(chance.below(
                                                        assigned.results().size())),
                                        "seen to"));
            case Prompt.Approve approve ->
                Optional.of(new Input.Decided(approve.step(), !chance.oneIn(3), "after looking into it"));
            case Prompt.Pay pay -> Optional.of(new Input.PayRequested(pay.step()));
            case Prompt.Arrange arrange -> Optional.of(terms(arrange));
            case Prompt.Elsewhere _, Prompt.Waiting _, Prompt.WithPerson _, Prompt.Finished _ -> Optional.empty();
        };
    }

    private Input terms(Prompt.Arrange arrange) {
        if (chance.oneIn(6)) {
            return new Input.TermsDeclined(arrange.step());
        }
        int days = (int) arrange.earliest().until(arrange.latest()).toTotalMonths() * 30 + 3;
        var date = arrange.earliest().plusDays(chance.below(days));
        var plans = arrange.plans();
        return new Input.ArrangementProposed(
                arrange.step(),
                date.isAfter(arrange.latest()) ? arrange.latest() : date,
                plans.isEmpty() ? 1 : plans.get(chance.below(plans.size())).instalments());
    }

    private Input ticks(Prompt.Check check) {
        var evidence = new TreeMap<String, String>();
        for (var line : check.lines()) {
            if (line.required() || chance.oneIn(2)) {
                evidence.put(line.name(), "R-" + chance.below(1000));
            }
        }
        return new Input.Checked(check.step(), evidence);
    }

    private Input answers(Prompt.Ask ask, Instant now) {
        var values = new TreeMap<String, String>();
        var documents = new TreeMap<String, Document>();
        for (var question : ask.questions()) {
            if (!question.required() && chance.oneIn(2)) {
                continue;
            }
            if (question.expected() instanceof Expected.Upload upload) {
                var type = upload.accept().getFirst().contentType();
                documents.put(
                        question.name(), new Document("d-" + chance.below(9999), "0".repeat(64), type, type, 1_000));
            } else {
                values.put(question.name(), text(question.expected(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
            }
        }
        return new Input.Answered(ask.step(), values, documents);
    }

    private String text(Expected expected, LocalDate today) {
        return switch (expected) {
            case Expected.Amount amount -> {
                var least = amount.least() == null ? 100 : amount.least().minor();
                var most =
                        amount.most() == null ? least + 10_000 : amount.most().minor();
                long minor = least >= most ? least : least + chance.below((int) (most - least));
                yield "%d.%02d".formatted(minor / 100, minor % 100);
            }
            case Expected.Day day ->
                Objects.requireNonNullElse(day.earliest(), Objects.requireNonNullElse(day.latest(), today))
                        .toString();
            case Expected.Phone _ -> "(212) 555-01" + (10 + chance.below(80));
            case Expected.Email _ -> "new" + chance.below(99) + "@mail.example";
            case Expected.PostalCode _ -> "10001";
            case Expected.OneOf one ->
                one.options().get(chance.below(one.options().size())).value();
            case Expected.Words _ -> "in a few words";
            case Expected.Whole whole -> Long.toString(whole.least());
            case Expected.YesNo _ -> chance.oneIn(2) ? "yes" : "no";
            case Expected.Upload _ -> throw new IllegalStateException("a document is handed in");
        };
    }
}
