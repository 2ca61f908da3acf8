package io.throughline.scenario;

import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What people do: the words after `customer` or after a colleague's name.
final class Verbs {
    static final List<Form<Consumer<Actor>>> ALL = List.of(
            Form.of("opens the link", said -> plain(said, Actor::opensLink)),
            Form.of("comes by CHANNEL", Verbs::comes),
            Form.of("answers STEP", Verbs::answers),
            Form.of("checks STEP", Verbs::answers),
            Form.of("reads STEP", Verbs::answers),
            Form.of("fails STEP", said -> fails(said)),
            Form.of("fails STEP TIMES times", said -> fails(said)),
            Form.of("acknowledges STEP", said -> acknowledges(said)),
            Form.of("refuses STEP", said -> refuses(said)),
            Form.of("chooses CHOICE", Verbs::chooses),
            Form.of("chooses CHOICE at STEP", Verbs::chooses),
            Form.of("asks for OPERATION", Verbs::asks),
            Form.of("wants nothing more", said -> plain(said, Actor::wantsNothingMore)),
            Form.of("declines STEP", said -> give(said, new Input.TermsDeclined(said.step()))),
            Form.of("pays", said -> pays(said)),
            Form.of("wants a person", said -> give(said, new Input.PersonWanted())),
            Form.of("is somebody else", said -> give(said, new Input.WrongParty())),
            Form.of("writes WORDS", Verbs::writes),
            Form.of("takes STEP", said -> give(said, new Input.Claimed(said.place()))),
            Form.of("returns STEP as RESULT", Verbs::returns),
            Form.of("approves STEP", said -> approves(said)),
            Form.of("overrides to STEP", said -> give(said, new Input.Override(said.step(), said.reason()))),
            Form.of("resumes at STEP", said -> give(said, new Input.Resumed(said.step(), said.reason()))),
            Form.of("reopens at STEP", said -> give(said, new Input.Reopen(said.step(), said.reason()))),
            Form.of("reassigns to queue QUEUE", said -> reassigns(said, said.queue(), null)),
            Form.of("reassigns to PERSON", said -> reassigns(said, null, said.word("PERSON"))),
            Form.of("corrects FACT to WORDS", Verbs::corrects));

    private Verbs() {}

    private static Consumer<Actor> plain(Said said, Consumer<Actor> does) {
        said.nothing();
        return does;
    }

    private static Consumer<Actor> give(Said said, Input input) {
        said.text();
        return actor -> actor.world().give(input, actor.who());
    }

    private static Consumer<Actor> comes(Said said) {
        var channel = said.channel();
        return plain(said, actor -> actor.world().comesBy(channel));
    }

    private static Consumer<Actor> answers(Said said) {
        var name = said.step();
        var step = said.definition().steps().get(name);
        var answers = Answering.of(said, step);
        return actor -> actor.answers(name, answers.texts(), answers.documents());
    }

    private static Consumer<Actor> fails(Said said) {
        var step = said.step();
        int times = said.times();
        return plain(said, actor -> actor.fails(step, times));
    }

    private static Consumer<Actor> acknowledges(Said said) {
        var step = said.step();
        if (said.definition().steps().get(step) instanceof Step other && !(other instanceof Step.Disclose)) {
            said.problem(
                    Rule.SHAPE, "step \"" + step + "\" shows no required words; it is a " + other.kindName() + " step");
        }
        return plain(said, actor -> actor.acknowledges(step));
    }

    private static Consumer<Actor> refuses(Said said) {
        var step = said.step();
        var reason = said.text();
        return actor -> actor.refuses(step, reason);
    }

    private static Consumer<Actor> approves(Said said) {
        return give(said, new Input.Decided(said.step(), true, said.text()));
    }

    private static Consumer<Actor> chooses(Said said) {
        var choice = said.choice();
        Optional<String> at = said.find("STEP").map(_ -> said.step());
        var answers = Answering.of(said, Answering.behind(said.definition(), choice));
        return actor -> actor.chooses(at, choice, answers.texts(), answers.documents());
    }

    private static Consumer<Actor> asks(Said said) {
        var operation = said.operation();
        var values = Asking.of(said, operation);
        return actor -> actor.asks(operation, values);
    }

    private static Consumer<Actor> pays(Said said) {
        Optional<Money> amount = said.text().isEmpty() ? Optional.empty() : Values.money(said.text());
        if (amount.isEmpty() && !said.text().isEmpty()) {
            said.problem(Rule.WRONG_TYPE, "\"" + said.text() + "\" must be " + Values.form(FactType.MONEY));
        }
        return actor -> actor.pays(amount);
    }

    private static Consumer<Actor> writes(Said said) {
        var words = said.word("WORDS");
        if (!words.equalsIgnoreCase("stop")) {
            said.problem(
                    Rule.UNKNOWN_NAME,
                    "a scenario knows only STOP: what other words mean is the platform's, for all workflows alike");
        }
        return plain(said, actor -> actor.writes(words));
    }

    private static Consumer<Actor> returns(Said said) {
        return give(said, new Input.TakenBack(said.step(), said.word("RESULT"), said.text()));
    }

    private static Consumer<Actor> reassigns(Said said, @Nullable String queue, @Nullable String person) {
        return give(said, new Input.Reassign(queue, person, said.reason()));
    }

    private static Consumer<Actor> corrects(Said said) {
        var fact = said.fact();
        var written = said.word("WORDS");
        var type = said.definition().facts().getOrDefault(fact, FactType.TEXT);
        var value = Values.read(type, written, said.given().start());
        if (value.isEmpty()) {
            said.problem(Rule.WRONG_TYPE, "\"" + fact + "\" must be " + Values.form(type));
        }
        return give(said, new Input.Correct(fact, value.orElse(written), said.reason()));
    }
}
