package io.throughline.platform.selfservice;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.engine.Refusal;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.identity.Visitor;
import io.throughline.platform.outreach.Languages;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Reads where a case stands, gives it what the customer answered, and waits a moment for what follows by itself.
final class Standings {
    static final By CUSTOMER = By.customer(Channel.WEB);

    private static final List<Duration> A_MOMENT = List.of(
            Duration.ofMillis(40),
            Duration.ofMillis(80),
            Duration.ofMillis(160),
            Duration.ofMillis(320),
            Duration.ofMillis(400));

    private final Cases cases;
    private final Workflows workflows;
    private final Guide guide;
    private final Languages languages;
    private final InstantSource clock;
    private final Pause pause;

    Standings(Cases cases, Workflows workflows, Guide guide, Languages languages, InstantSource clock, Pause pause) {
        this.cases = cases;
        this.workflows = workflows;
        this.guide = guide;
        this.languages = languages;
        this.clock = clock;
        this.pause = pause;
    }

    /// @throws Cases.UnknownCase if the case of the visitor's link is gone
    Standing of(Visitor visitor) {
        var state = cases.find(visitor.caseId()).orElseThrow(() -> new Cases.UnknownCase(visitor.caseId()));
        return of(visitor, state);
    }

    private Standing of(Visitor visitor, CaseState state) {
        var definition = workflows.version(state.workflow(), state.version());
        var now = clock.instant();
        var language = Definition.language(languages.of(visitor.customerId()));
        var prompt = guide.prompt(definition, state, visitor.verified(), language, now);
        return new Standing(visitor, state, definition, prompt, language, now);
    }

    /// Gives an input; empty if it was not taken. Then the case has moved on, and its place tells the customer where.
    Optional<Standing> give(Standing standing, Input input) {
        return switch (cases.apply(standing.state().id(), input, CUSTOMER)) {
            case Cases.Outcome.Moved(var state, var _) -> Optional.of(of(standing.visitor(), state));
            case Cases.Outcome.Refused _ -> Optional.empty();
        };
    }

    /// Why an input, which is not given, would not be taken.
    Optional<Refusal> refusal(Standing standing, Input input) {
        return switch (guide.suppose(standing.definition(), standing.state(), input, CUSTOMER, standing.now())) {
            case Advance.Moved _ -> Optional.empty();
            case Advance.Refused(var refusal) -> Optional.of(refusal);
        };
    }

    /// What the case would ask after an input, which is not given.
    Optional<Prompt> suppose(Standing standing, Input input) {
        return suppose(standing, standing.state(), input);
    }

    private Optional<Prompt> suppose(Standing standing, CaseState state, Input input) {
        return switch (guide.suppose(standing.definition(), state, input, CUSTOMER, standing.now())) {
            case Advance.Moved(var transition) ->
                Optional.of(guide.prompt(
                        standing.definition(),
                        transition.state(),
                        standing.visitor().verified(),
                        standing.language(),
                        standing.now()));
            case Advance.Refused _ -> Optional.empty();
        };
    }

    /// The prompt that lies behind required words, if it can share their page.
    Optional<Prompt> behind(Standing standing, Prompt.Disclose words) {
        return suppose(standing, acknowledged(words))
                .filter(next -> next instanceof Prompt.Choose || next instanceof Prompt.Show);
    }

    static Input acknowledged(Prompt.Disclose words) {
        return new Input.Acknowledged(words.step(), words.text(), words.version(), words.language());
    }

    /// Waits a moment while machines work, so that most customers never see a waiting page.
    Standing settled(Standing standing) throws InterruptedException {
        var latest = standing;
        for (var wait : A_MOMENT) {
            if (!(latest.prompt() instanceof Prompt.Waiting(var reason, var _) && isShort(reason))) {
                return latest;
            }
            pause.pass(wait);
            latest = of(standing.visitor());
        }
        return latest;
    }

    private static boolean isShort(CaseState.Awaiting reason) {
        return switch (reason) {
            case FACTS, WRITEBACK, MESSAGE -> true;
            case CUSTOMER, PAYMENT, TIME, PERSON, CHILD, NOTHING -> false;
        };
    }
}
