package io.throughline.platform.selfservice;

import io.throughline.engine.Document;
import io.throughline.engine.Expected;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.platform.documents.Documents;
import io.throughline.platform.selfservice.Frame.Mistake;
import io.throughline.platform.selfservice.PageMaker.Draft;
import io.throughline.workflow.Step;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/// Shows the place where a case stands and takes the answers to it. A choice that leads to paying
/// or to terms is looked at first (`/r/option/…`) and given together with the agreement, so that
/// Back is always open until then.
@RestController
final class StepController {
    private final Entrance entrance;
    private final Standings standings;
    private final PageMaker maker;
    private final Pages pages;
    private final Keys keys;
    private final CardPages cards;
    private final Documents documents;
    private final HearAnswers hearing;

    StepController(
            Entrance entrance,
            Standings standings,
            PageMaker maker,
            Pages pages,
            Keys keys,
            CardPages cards,
            Documents documents,
            HearAnswers hearing) {
        this.entrance = entrance;
        this.standings = standings;
        this.maker = maker;
        this.pages = pages;
        this.keys = keys;
        this.cards = cards;
        this.documents = documents;
        this.hearing = hearing;
    }

    @GetMapping({"/r", "/r/", "/r/answer", "/r/talk", "/r/refuse"})
    ResponseEntity<String> show(HttpServletRequest request, @RequestParam(defaultValue = "") String by) {
        var at = standings.of(entrance.visitor(request));
        return pages.show(HttpStatus.OK, maker.page(at, by.equals("facts")));
    }

    @PostMapping("/r/answer")
    ResponseEntity<String> answer(HttpServletRequest request) throws InterruptedException {
        var at = standings.of(entrance.poster(request));
        var form = Form.of(request);
        if (!isCurrent(at, form)) {
            return Pages.goTo("/r/");
        }
        return switch (at.prompt()) {
            case Prompt.Disclose words -> disclosed(at, words, form);
            case Prompt.Choose choose -> choose(at, choose, form);
            case Prompt.Show(var step, var _, var _) -> given(at, new Input.Continued(step));
            case Prompt.Pay(var step, var _, var _, var _) -> pay(at, step);
            case Prompt.Arrange terms -> arrange(at, terms, form, "/r/answer", Optional.empty());
            // a second click on "Agree and go to card page"
            case Prompt.Waiting(var _, var effect) -> effect == null ? Pages.goTo("/r/") : cards.go(effect);
            case Prompt.Ask ask -> answer(at, ask, form);
            case Prompt.Verify _,
                    Prompt.WithPerson _,
                    Prompt.Elsewhere _,
                    Prompt.Check _,
                    Prompt.Assigned _,
                    Prompt.Approve _,
                    Prompt.Finished _ -> Pages.goTo("/r/");
        };
    }

    @PostMapping("/r/talk")
    ResponseEntity<String> talk(HttpServletRequest request) throws InterruptedException {
        var at = standings.of(entrance.poster(request));
        return isCurrent(at, Form.of(request)) ? given(at, new Input.PersonWanted()) : Pages.goTo("/r/");
    }

    @PostMapping("/r/refuse")
    ResponseEntity<String> refuse(HttpServletRequest request) throws InterruptedException {
        var at = standings.of(entrance.poster(request));
        return isCurrent(at, Form.of(request)) && at.prompt() instanceof Prompt.Disclose words
                ? given(at, new Input.DisclosureRefused(words.step()))
                : Pages.goTo("/r/");
    }

    // ---- a choice looked at before it is made

    @GetMapping("/r/option/{choice}")
    ResponseEntity<String> look(HttpServletRequest request, @PathVariable String choice) {
        var at = standings.of(entrance.visitor(request));
        return look(at, choice)
                .map(ahead -> pages.show(HttpStatus.OK, pageOf(at, ahead, place(choice), Draft.EMPTY, List.of())))
                .orElseGet(() -> Pages.goTo("/r/"));
    }

    @PostMapping("/r/option/{choice}")
    ResponseEntity<String> take(HttpServletRequest request, @PathVariable String choice) throws InterruptedException {
        var at = standings.of(entrance.poster(request));
        var form = Form.of(request);
        if (at.visitor().verified()
                && keys.isOurs(at.visitor(), form.text("key"))
                && at.prompt() instanceof Prompt.Waiting(var _, var effect)
                && effect != null
                && leadsHere(at, choice)) {
            return cards.go(effect);
        }
        if (!isCurrent(at, form) || !(at.prompt() instanceof Prompt.Choose choose)) {
            return Pages.goTo("/r/");
        }
        var chosen = new Input.Chosen(choose.step(), choice);
        return switch (look(at, choice).orElse(null)) {
            case Prompt.Pay(var step, var _, var _, var _) -> {
                var on = standings.give(at, chosen);
                yield on.isPresent() ? pay(on.get(), step) : Pages.goTo("/r/");
            }
            case Prompt.Arrange terms -> arrange(at, terms, form, place(choice), Optional.of(chosen));
            case null, default -> Pages.goTo("/r/");
        };
    }

    /// The page that a choice would lead to, when it asks for an agreement.
    private Optional<Prompt> look(Standing at, String choice) {
        return at.visitor().verified() && at.prompt() instanceof Prompt.Choose choose
                ? standings
                        .suppose(at, new Input.Chosen(choose.step(), choice))
                        .filter(ahead -> ahead instanceof Prompt.Pay || ahead instanceof Prompt.Arrange)
                : Optional.empty();
    }

    private Page pageOf(Standing at, Prompt ahead, String action, Draft draft, List<Mistake> mistakes) {
        return switch (ahead) {
            case Prompt.Pay pay -> maker.pay(at, pay, action, true);
            case Prompt.Arrange terms -> maker.arrange(at, terms, draft, action, true, mistakes);
            default -> throw new IllegalStateException("nothing to agree to");
        };
    }

    // ---- answers

    private ResponseEntity<String> disclosed(Standing at, Prompt.Disclose words, Form form)
            throws InterruptedException {
        var behind = standings.behind(at, words);
        if (behind.isPresent()
                && behind.get() instanceof Prompt.Choose choose
                && mistake(choose, form.text("choice")).isPresent()) {
            return choiceAgain(at, choose, form);
        }
        var on = standings.give(at, Standings.acknowledged(words));
        if (on.isEmpty() || behind.isEmpty()) {
            return Pages.goTo("/r/");
        }
        return switch (on.get().prompt()) {
            case Prompt.Choose choose -> choose(on.get(), choose, form);
            case Prompt.Show(var step, var _, var _) -> given(on.get(), new Input.Continued(step));
            default -> Pages.goTo("/r/");
        };
    }

    private ResponseEntity<String> choose(Standing at, Prompt.Choose choose, Form form) throws InterruptedException {
        var choice = form.text("choice");
        if (mistake(choose, choice).isPresent()) {
            return choiceAgain(at, choose, form);
        }
        return look(at, choice).isPresent()
                ? Pages.goTo(place(choice))
                : given(at, new Input.Chosen(choose.step(), choice));
    }

    private static Optional<Mistake> mistake(Prompt.Choose choose, String choice) {
        if (choice.isEmpty()) {
            return Optional.of(new Mistake("choice", "Choose one of these, or talk to a person"));
        }
        return choose.options().stream().anyMatch(option -> option.choice().equals(choice))
                ? Optional.empty()
                : Optional.of(new Mistake("choice", "That is not on offer any more. Choose one of these"));
    }

    private ResponseEntity<String> choiceAgain(Standing at, Prompt.Choose choose, Form form) {
        return pages.show(
                HttpStatus.UNPROCESSABLE_CONTENT,
                maker.step(
                        at,
                        form.text("choice"),
                        mistake(choose, form.text("choice")).stream().toList()));
    }

    /// Takes the answers to questions. The engine reads them; a file is kept only when it would take them all.
    private ResponseEntity<String> answer(Standing at, Prompt.Ask ask, Form form) throws InterruptedException {
        var typed = new LinkedHashMap<String, String>();
        var files = new LinkedHashMap<String, Document>();
        var contents = new LinkedHashMap<String, byte[]>();
        for (var question : ask.questions()) {
            var field = AskPage.field(question);
            if (question.expected() instanceof Expected.Upload upload) {
                form.file(field, upload.mostBytes()).ifPresent(file -> {
                    files.put(question.name(), documents.describe(file.content(), file.declared()));
                    contents.put(question.name(), file.content());
                });
            } else {
                typed.put(question.name(), Objects.requireNonNullElse(form.words(field), ""));
            }
        }
        var answered = new Input.Answered(ask.step(), typed, files);
        var refusal = standings.refusal(at, answered);
        if (refusal.isPresent() && !refusal.get().fields().isEmpty()) {
            var mistakes = ask.questions().stream()
                    .filter(question -> refusal.get().fields().containsKey(question.name()))
                    .map(question -> new Mistake(
                            AskPage.field(question),
                            Objects.requireNonNull(refusal.get().fields().get(question.name())),
                            question.label()))
                    .toList();
            return pages.show(HttpStatus.UNPROCESSABLE_CONTENT, maker.questions(at, ask, typed, mistakes));
        }
        if (refusal.isEmpty()) {
            hearing.hear(at.visitor().customerId(), ask, typed); // first: a crash must not lose a wish to be left alone
            files.forEach(
                    (name, file) -> documents.keep(at.state().id(), file, Objects.requireNonNull(contents.get(name))));
        }
        return given(at, answered);
    }

    private ResponseEntity<String> pay(Standing at, String step) throws InterruptedException {
        return standings
                        .give(at, new Input.PayRequested(step))
                        .map(Standing::prompt)
                        .filter(prompt -> prompt instanceof Prompt.Waiting waiting && waiting.paymentEffect() != null)
                        .isPresent()
                ? Pages.goTo("/r/card")
                : Pages.goTo("/r/");
    }

    /// @param first the choice that the agreement belongs to, when it is still to be given
    private ResponseEntity<String> arrange(
            Standing at, Prompt.Arrange terms, Form form, String action, Optional<? extends Input> first)
            throws InterruptedException {
        if (!form.text("decline").isEmpty()) {
            var on = first.isPresent() ? standings.give(at, first.get()) : Optional.of(at);
            return on.isEmpty() ? Pages.goTo("/r/") : given(on.get(), new Input.TermsDeclined(terms.step()));
        }
        var draft = new Draft(form.text("promiseDate"), form.text("otherDate"), form.text("instalments"));
        var date = Words.readDay(draft.otherDate().isEmpty() ? draft.promiseDate() : draft.otherDate());
        var instalments = instalments(terms, draft.instalments());
        var mistakes = mistakes(terms, date, instalments, at.language());
        if (!mistakes.isEmpty()) {
            return pages.show(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    maker.arrange(at, terms, draft, action, first.isPresent(), mistakes));
        }
        var on = first.isPresent() ? standings.give(at, first.get()) : Optional.of(at);
        return on.isEmpty()
                ? Pages.goTo("/r/")
                : given(
                        on.get(),
                        new Input.ArrangementProposed(terms.step(), date.orElseThrow(), instalments.orElse(1)));
    }

    private static Optional<Integer> instalments(Prompt.Arrange terms, String typed) {
        return terms.plans().stream()
                .map(Prompt.Terms::instalments)
                .filter(number -> typed.equals(number.toString()))
                .findFirst();
    }

    private static List<Mistake> mistakes(
            Prompt.Arrange terms, Optional<LocalDate> date, Optional<Integer> instalments, String lang) {
        var mistakes = new ArrayList<Mistake>();
        boolean plan = terms.kind() == Prompt.ArrangeKind.PLAN;
        if (plan && instalments.isEmpty()) {
            mistakes.add(new Mistake("instalments", "Choose how many payments"));
        }
        if (date.isEmpty()) {
            mistakes.add(new Mistake(
                    "promiseDate", plan ? "Choose the day of the first payment" : "Choose the day you will pay"));
        } else if (date.get().isBefore(terms.earliest()) || date.get().isAfter(terms.latest())) {
            mistakes.add(new Mistake(
                    "promiseDate",
                    Spoken.in(
                            lang,
                            "Choose a day from {0} to {1}",
                            Words.day(terms.earliest(), lang),
                            Words.day(terms.latest(), lang))));
        }
        return mistakes;
    }

    private ResponseEntity<String> given(Standing at, Input input) throws InterruptedException {
        var on = standings.give(at, input);
        if (on.isPresent()) {
            standings.settled(on.get());
        }
        return Pages.goTo("/r/");
    }

    private boolean isCurrent(Standing at, Form form) {
        return at.visitor().verified() && keys.isCurrent(at.visitor(), at.state(), form.text("key"));
    }

    /// Whether a choice is the one that led to where the case stands.
    private static boolean leadsHere(Standing at, String choice) {
        return at.definition().steps().values().stream()
                .anyMatch(step -> step instanceof Step.Choose choose
                        && choose.choices().containsKey(choice)
                        && choose.on(choice).equals(at.state().at()));
    }

    private static String place(String choice) {
        return "/r/option/" + UriUtils.encodePathSegment(choice, StandardCharsets.UTF_8);
    }
}
