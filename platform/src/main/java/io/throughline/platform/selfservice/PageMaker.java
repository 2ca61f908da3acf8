package io.throughline.platform.selfservice;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.Prompt;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.identity.Verification;
import io.throughline.platform.payments.Payments;
import io.throughline.platform.selfservice.Frame.Mistake;
import io.throughline.platform.selfservice.NoticePage.Act;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the page of the place where a case stands. Titles and pages say nothing about the account until the person is
/// proven.
final class PageMaker {
    static final int REFRESH_SECONDS = 3;

    private final Standings standings;
    private final Verification verification;
    private final Cases cases;
    private final Payments payments;
    private final Keys keys;
    private final CaseNotices notices;
    private final String css;
    private final ZoneId zone;

    PageMaker(
            Standings standings,
            Verification verification,
            Cases cases,
            Payments payments,
            Keys keys,
            CaseNotices notices,
            String css,
            ZoneId zone) {
        this.standings = standings;
        this.verification = verification;
        this.cases = cases;
        this.payments = payments;
        this.keys = keys;
        this.notices = notices;
        this.css = css;
        this.zone = zone;
    }

    /// The page of the place.
    Page page(Standing at, boolean preferFacts) {
        if (at.asksForProof()) {
            return ask(at, preferFacts);
        }
        return switch (at.prompt()) {
            case Prompt.Verify _ -> ask(at, preferFacts);
            case Prompt.Disclose _, Prompt.Show _, Prompt.Choose _ -> step(at, "", List.of());
            case Prompt.Pay pay -> pay(at, pay, "/r/answer", false);
            case Prompt.Arrange terms -> arrange(at, terms, Draft.EMPTY, "/r/answer", false, List.of());
            case Prompt.Waiting(var reason, var effect) -> waiting(at, reason, effect);
            case Prompt.WithPerson(var _, var dueBy) -> withPerson(at, dueBy);
            case Prompt.Ask ask -> questions(at, ask, Map.of(), List.of());
            case Prompt.Elsewhere _ -> elsewhere(at);
            case Prompt.Check _, Prompt.Assigned _, Prompt.Approve _ -> withPerson(at, null);
            case Prompt.Finished finished -> finished(at, finished);
        };
    }

    /// What a customer typed on the terms page.
    record Draft(String promiseDate, String otherDate, String instalments) {
        static final Draft EMPTY = new Draft("", "", "");
    }

    // ---- who is there

    Page ask(Standing at, boolean preferFacts) {
        return switch (verification.ask(at.visitor(), preferFacts)) {
            case Verification.Ask.Facts(var orCode) -> facts(at, "", "", orCode, List.of());
            case Verification.Ask.Code code -> code(at, code, "", null, List.of());
            case Verification.Ask.Offer(var _, var ending) -> offer(at, ending, null);
            case Verification.Ask.Impossible(var locked) -> cannotAsk(at, locked);
        };
    }

    Page facts(Standing at, String dateOfBirth, String postalCode, boolean orCode, List<Mistake> mistakes) {
        return new FactsPage(
                frame(at, "Show that it is you", "verify").withErrors(mistakes),
                dateOfBirth,
                postalCode,
                at.triesLeft(),
                orCode);
    }

    Page code(
            Standing at,
            Verification.Ask.Code ask,
            String dateOfBirth,
            @Nullable String notice,
            List<Mistake> mistakes) {
        return new CodePage(
                frame(at, "Enter your code", "code").withErrors(mistakes),
                ask.endingIn(),
                ask.withBirthDate(),
                dateOfBirth,
                ask.orFacts(),
                at.triesLeft(),
                notice);
    }

    Page offer(Standing at, String ending, @Nullable String notice) {
        return new OfferPage(frame(at, "Show that it is you", "verify"), ending, notice);
    }

    private Page cannotAsk(Standing at, boolean locked) {
        return new NoticePage(
                frame(at, "Please call us", "exception"),
                "Please call us",
                locked
                        ? List.of(
                                "There were too many tries today, so we have stopped asking to keep the account private.",
                                "Call the number below, or open the link again tomorrow.")
                        : List.of(
                                "We cannot check on this page who you are. Call the number below and we will help you."),
                null,
                null,
                new Act("not-me", "This message was not meant for me", "/r/not-me", false));
    }

    // ---- what to do

    Page step(Standing at, String chosen, List<Mistake> mistakes) {
        if (at.prompt() instanceof Prompt.Disclose words) {
            return standings
                    .behind(at, words)
                    .map(next -> step(at, words, next, chosen, mistakes))
                    .orElseGet(() ->
                            new StepPage(frame(at, words.title(), "disclose"), words, "", List.of(), List.of(), ""));
        }
        return step(at, null, at.prompt(), chosen, mistakes);
    }

    private Page step(
            Standing at, Prompt.@Nullable Disclose words, Prompt next, String chosen, List<Mistake> mistakes) {
        return switch (next) {
            case Prompt.Choose(var step, var title, var facts, var options, var _) ->
                new StepPage(
                        frame(at, title, "choose", step).withErrors(mistakes), words, title, facts, options, chosen);
            case Prompt.Show(var step, var title, var facts) ->
                new StepPage(frame(at, title, "disclose", step), words, title, facts, List.of(), "");
            default ->
                throw new IllegalStateException(
                        "not a step to show: " + at.state().at());
        };
    }

    /// @param typed what was sent, by field
    Page questions(Standing at, Prompt.Ask ask, Map<String, String> typed, List<Mistake> mistakes) {
        return new AskPage(
                frame(at, ask.title(), "ask", ask.step()).withErrors(mistakes),
                ask.title(),
                ask.facts(),
                ask.questions(),
                typed);
    }

    private Page elsewhere(Standing at) {
        return new NoticePage(
                frame(at, "We go on another way", "exception"),
                "We go on another way",
                List.of(
                        "The next step cannot be done on this page.",
                        at.definition().phone().isBlank()
                                ? "We will be in touch."
                                : Spoken.in(
                                        at.language(),
                                        "Call us on {0} and we will do it together.",
                                        at.definition().phone())),
                at.visitor().verified() ? at.state().reference() : null,
                null,
                null);
    }

    Page pay(Standing at, Prompt.Pay pay, String action, boolean back) {
        return new PayPage(
                frame(at, "Check before you pay", "pay", pay.step()),
                pay.amount().formatted(),
                pay.description(),
                pay.previousDecline() == null ? null : sentence(pay.previousDecline()),
                action,
                back);
    }

    Page arrange(Standing at, Prompt.Arrange terms, Draft draft, String action, boolean back, List<Mistake> mistakes) {
        var title = terms.kind() == Prompt.ArrangeKind.PLAN ? "Choose your payments" : "Choose the day you will pay";
        return new ArrangePage(
                frame(at, title, "arrange", terms.step()).withErrors(mistakes),
                terms,
                draft.promiseDate(),
                draft.otherDate(),
                draft.instalments(),
                action,
                back);
    }

    // ---- when others work

    private Page waiting(Standing at, Awaiting reason, @Nullable String effect) {
        if (!at.visitor().verified()) {
            return new NoticePage(
                    frame(at, "We are working on it", "waiting").refreshing(REFRESH_SECONDS),
                    "We are working on it",
                    List.of("You do not need to do anything. This page looks again by itself."),
                    null,
                    null,
                    new Act("verify", "Show that it is you to see more", "/r/verify", false));
        }
        return switch (reason) {
            case PAYMENT -> effect != null && payments.checkoutUrl(effect).isPresent() ? cardOpen(at) : checking(at);
            case FACTS -> wait(at, "One moment", "We are getting the latest figures.");
            case WRITEBACK, MESSAGE ->
                wait(
                        at,
                        "We are updating your account",
                        "What you agreed is kept. You do not need to do anything: this page shows the reference when the"
                                + " account is updated. You can also close it and come back.");
            case CUSTOMER, TIME, PERSON, CHILD, NOTHING ->
                new NoticePage(
                        frame(at, "Nothing to do now", "waiting"),
                        "Nothing to do now",
                        List.of("We will be in touch when there is something for you to do."),
                        null,
                        null,
                        null);
        };
    }

    private Page wait(Standing at, String heading, String words) {
        return new NoticePage(
                frame(at, heading, "waiting").refreshing(REFRESH_SECONDS),
                heading,
                List.of(words, "This page looks again every few seconds."),
                null,
                null,
                null);
    }

    /// The processor has not said what became of the card.
    Page checking(Standing at) {
        return new NoticePage(
                frame(at, "We are checking your payment", "waiting").refreshing(REFRESH_SECONDS),
                "We are checking your payment",
                List.of(
                        "Do not pay again.",
                        "The payment provider has not told us yet what happened. We ask until it does, and this page shows"
                                + " the answer. You can close it and come back."),
                null,
                null,
                null);
    }

    Page openingCard(Standing at) {
        return new NoticePage(
                frame(at, "Opening the card page", "waiting").refreshing(REFRESH_SECONDS),
                "Opening the card page",
                List.of("The payment provider is getting the page ready. We take you there in a few seconds."),
                null,
                null,
                null);
    }

    private Page cardOpen(Standing at) {
        return new NoticePage(
                frame(at, "Your card page is open", "pay"),
                "Your card page is open",
                List.of(
                        "You can go on where you were.",
                        "If you have already entered your card, do not enter it again: we are checking, and this page will"
                                + " show the answer when you come back to it."),
                null,
                new Act("continue", "Go to card page", "/r/card", false),
                null);
    }

    private Page withPerson(Standing at, @Nullable Instant dueBy) {
        if (!at.visitor().verified()) {
            return new NoticePage(
                    frame(at, "Please call us", "exception"),
                    "Please call us",
                    List.of(
                            "This page cannot go on by itself, and we keep what it is about private.",
                            "Call the number below and a person will help you."),
                    null,
                    null,
                    null);
        }
        return new NoticePage(
                frame(at, "A person has your case", "exception"),
                "A person has your case",
                List.of(
                        "They see everything you did here, so you will not be asked twice.",
                        dueBy == null
                                ? "They look at it soon. You do not need to do anything until then. If it is urgent, call us."
                                : Spoken.in(
                                        at.language(),
                                        "They look at it by {0}. You do not need to do anything until then. If it is urgent, call us.",
                                        Words.moment(dueBy, zone, at.language()))),
                at.state().reference(),
                null,
                null);
    }

    private Page finished(Standing at, Prompt.Finished finished) {
        if (!at.visitor().verified()) {
            return new NoticePage(
                    frame(at, "This is done", "done"),
                    "This is done",
                    List.of("There is nothing for you to do."),
                    null,
                    null,
                    new Act("verify", "Show that it is you to see the details", "/r/verify", false));
        }
        var posted = finished.success() ? posted(at) : null;
        return new DonePage(
                frame(at, Outcomes.heading(finished), "done"),
                Outcomes.heading(finished),
                at.state().reference(),
                posted == null ? null : Words.moment(posted, zone, at.language()),
                posted == null ? null : posted.toString(),
                finished.facts(),
                Outcomes.next(finished));
    }

    /// When the system of record's receipt came, as the evidence has it.
    private @Nullable Instant posted(Standing at) {
        return cases.events(at.state().id()).reversed().stream()
                .filter(event -> event.details().containsKey("receipt"))
                .map(Cases.Recorded::at)
                .findFirst()
                .orElse(null);
    }

    Page confirmNotMe(Standing at) {
        return new NoticePage(
                frame(at, "Not meant for you?", "not-me"),
                "Was the message not meant for you?",
                List.of(
                        "Tell us and we stop messages about this to where you got the link. The link stops working too.",
                        "You do not have to tell us who you are."),
                null,
                new Act("continue", "Stop these messages", "/r/not-me", true),
                new Act("back", "Back", "/r/", false));
    }

    // ---- frames

    private Frame frame(Standing at, String title, String kind) {
        return frame(at, title, kind, at.state().at());
    }

    private Frame frame(Standing at, String title, String kind, String step) {
        var brand = at.definition().brand();
        return new Frame(
                Spoken.in(at.language(), title) + " · " + brand,
                brand,
                at.definition().phone().isBlank() ? null : at.definition().phone(),
                at.language(),
                kind,
                step,
                Words.date(at.visitor().linkExpires(), zone, at.language()),
                css,
                keys.of(at.visitor(), at.state()),
                List.of(),
                0,
                at.visitor().verified() && notices.isThere(at));
    }

    private static String sentence(String words) {
        var plain = words.strip();
        if (plain.isEmpty()) {
            return "";
        }
        var capital = Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
