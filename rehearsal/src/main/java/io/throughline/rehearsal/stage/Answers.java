package io.throughline.rehearsal.stage;

import io.throughline.engine.Document;
import io.throughline.engine.Expected;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.engine.Prompt;
import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.Dice;
import io.throughline.rehearsal.people.Manner;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody answers to what the engine shows them. They see the prompt and nothing else, as on every
/// channel.
final class Answers {
    private static final long GOOD = Dice.about("goes well");
    private static final long PICKS = Dice.about("picks");
    private static final long DAY = Dice.about("picks a day");
    private static final String FACTS = "known-facts";
    private static final int BYTES = 180_000;
    private final Definition definition;
    private final Behaviour behaviour;
    private final Map<String, Long> about = new HashMap<>();

    Answers(Definition definition, Behaviour behaviour) {
        this.definition = definition;
        this.behaviour = behaviour;
        definition.steps().keySet().forEach(step -> about.put(step, Dice.about(step)));
    }

    /// What rolls about a step go by.
    long about(String step) {
        return about.getOrDefault(step, 0L);
    }

    Manner manner(Step step) {
        return behaviour.manner(step.name(), step.kindName());
    }

    /// The answer to a prompt; empty where there is nothing to answer.
    ///
    /// @param time how often this person has stood before the step
    Optional<Input> to(Prompt prompt, Person person, int time) {
        return switch (prompt) {
            case Prompt.Verify verify -> Optional.of(identity(verify, person, time));
            case Prompt.Disclose(var step, var text, var version, var language, var _, var _) ->
                Optional.of(
                        good(step, person, time)
                                ? new Input.Acknowledged(step, text, version, language)
                                : new Input.DisclosureRefused(step));
            case Prompt.Show show -> Optional.of(new Input.Continued(show.step()));
            case Prompt.Choose choose ->
                Optional.of(new Input.Chosen(
                        choose.step(),
                        pick(
                                choose.step(),
                                choose.options().stream()
                                        .map(Prompt.Option::choice)
                                        .toList(),
                                person,
                                time)));
            case Prompt.Ask ask -> Optional.of(asked(ask, person, time));
            case Prompt.Pay pay -> Optional.of(new Input.PayRequested(pay.step()));
            case Prompt.Arrange arrange -> Optional.of(arranged(arrange, person, time));
            case Prompt.Check _,
                    Prompt.Assigned _,
                    Prompt.Approve _,
                    Prompt.Elsewhere _,
                    Prompt.Waiting _,
                    Prompt.WithPerson _,
                    Prompt.Finished _ -> Optional.empty();
        };
    }

    boolean good(String step, Person person, int time) {
        return person.dice.happens(manner(definition.step(step)).good(), about(step) ^ GOOD, time);
    }

    /// One of what is offered, by the shares of the step.
    String pick(String step, List<String> offered, Person person, int time) {
        return manner(definition.step(step)).shares().pick(offered, person.dice.roll(about(step) ^ PICKS, time));
    }

    private Input identity(Prompt.Verify prompt, Person person, int time) {
        if (person.isWrongParty) {
            return new Input.WrongParty();
        }
        var step = definition.step(prompt.step());
        var verify = step instanceof Step.Verify one ? one : firstVerify();
        double right = verify == null ? 1 : manner(verify).good();
        var level = verify == null
                ? Identity.Level.RIGHT_PARTY
                : Identity.Level.of(verify.level()).orElse(Identity.Level.RIGHT_PARTY);
        return person.dice.happens(right, about(prompt.step()) ^ GOOD, time)
                ? new Input.IdentityProved(level, FACTS)
                : new Input.IdentityFailed(FACTS);
    }

    private Step.@org.jspecify.annotations.Nullable Verify firstVerify() {
        for (var step : definition.steps().values()) {
            if (step instanceof Step.Verify verify) {
                return verify;
            }
        }
        return null;
    }

    private Input arranged(Prompt.Arrange prompt, Person person, int time) {
        var step = prompt.step();
        if (!good(step, person, time)) {
            return new Input.TermsDeclined(step);
        }
        long days = ChronoUnit.DAYS.between(prompt.earliest(), prompt.latest());
        var day = prompt.earliest().plusDays((long) (person.dice.roll(about(step) ^ DAY, time) * (days + 1)));
        int plan = (int)
                (person.dice.roll(about(step) ^ PICKS, time) * prompt.plans().size());
        return new Input.ArrangementProposed(
                step,
                day,
                prompt.plans().isEmpty() ? 1 : prompt.plans().get(plan).instalments());
    }

    // ---- questions

    private Input asked(Prompt.Ask ask, Person person, int time) {
        var values = new HashMap<String, String>();
        var documents = new HashMap<String, Document>();
        for (var question : ask.questions()) {
            double roll = person.dice.roll(about(ask.step()) ^ Dice.about(question.name()), time);
            if (question.expected() instanceof Expected.Upload(var accept, var most)) {
                var type = accept.getFirst().contentType();
                documents.put(
                        question.name(),
                        new Document("D-" + person.number, "0".repeat(64), type, type, Math.min(BYTES, most)));
            } else {
                values.put(question.name(), typed(question.expected(), roll));
            }
        }
        return new Input.Answered(ask.step(), values, documents);
    }

    private static String typed(Expected expected, double roll) {
        return switch (expected) {
            case Expected.Amount(var currency, var least, var most) -> amount(currency, least, most, roll);
            case Expected.Day(var earliest, var latest) -> day(earliest, latest, roll);
            case Expected.Phone(var region) -> region.equals("US") ? "201-555-0123" : "+1 201-555-0123";
            case Expected.Email() -> "somebody@example.com";
            case Expected.PostalCode(var country) -> country.equals("US") ? "75024" : "10115";
            case Expected.OneOf(var options) ->
                options.get((int) (roll * options.size())).value();
            case Expected.Words(var most) -> "As we said on the telephone".substring(0, Math.min(27, most));
            case Expected.Whole(var least, var most) ->
                Long.toString(least + (long) (roll * (Math.min(most, least + 5) - least + 1)));
            case Expected.YesNo() -> roll < 0.5 ? "yes" : "no";
            case Expected.Upload _ -> throw new IllegalArgumentException("a document is not typed");
        };
    }

    /// Between the bounds, small amounts as likely as large ones: evenly on a logarithmic scale from a
    /// hundredth.
    private static String amount(
            String currency,
            @org.jspecify.annotations.Nullable Money least,
            @org.jspecify.annotations.Nullable Money most,
            double roll) {
        long high = most == null ? 1_000_00 : most.minor();
        long low = Math.min(high, Math.max(least == null ? 1 : least.minor(), high / 100));
        double chosen = low <= 0 ? 0 : low * StrictMath.pow((double) high / low, roll);
        BigDecimal amount = new Money(Math.clamp((long) chosen, low, high), currency).decimal();
        return amount.toPlainString();
    }

    private static String day(
            @org.jspecify.annotations.Nullable LocalDate earliest,
            @org.jspecify.annotations.Nullable LocalDate latest,
            double roll) {
        if (latest != null) {
            var from = earliest == null || earliest.isBefore(latest.minusDays(30)) ? latest.minusDays(30) : earliest;
            return from.plusDays((long) (roll * (ChronoUnit.DAYS.between(from, latest) + 1)))
                    .toString();
        }
        var from = earliest == null ? LocalDate.of(2026, 11, 23) : earliest;
        return from.plusDays((long) (roll * 20)).toString();
    }
}
