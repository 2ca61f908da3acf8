package io.throughline.platform.selfservice;

import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.identity.LinkStore;
import io.throughline.platform.identity.Verification;
import io.throughline.platform.identity.Verification.Answer;
import io.throughline.platform.identity.Verification.Ask;
import io.throughline.platform.outreach.OptOuts;
import io.throughline.platform.selfservice.Frame.Mistake;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes the answers that show who is there, and "not meant for me".
@RestController
final class ProofController {
    private static final String NO_MATCH = "The answers do not match what we have. Check both and try again";
    private static final String BIRTH_DATE = "Enter your date of birth as month, day and year, such as 3/27/1985";
    private static final String BIRTH_DATE_FIELD = "dateOfBirth";

    private final Entrance entrance;
    private final Standings standings;
    private final Verification verification;
    private final PageMaker maker;
    private final Pages pages;
    private final Keys keys;
    private final Cookies cookies;
    private final OptOuts optOuts;
    private final LinkStore links;
    private final Cases cases;
    private final Strangers strangers;

    ProofController(
            Entrance entrance,
            Standings standings,
            Verification verification,
            PageMaker maker,
            Pages pages,
            Keys keys,
            Cookies cookies,
            OptOuts optOuts,
            LinkStore links,
            Cases cases,
            Strangers strangers) {
        this.entrance = entrance;
        this.standings = standings;
        this.verification = verification;
        this.maker = maker;
        this.pages = pages;
        this.keys = keys;
        this.cookies = cookies;
        this.optOuts = optOuts;
        this.links = links;
        this.cases = cases;
        this.strangers = strangers;
    }

    /// Asks on places that can be seen without proof, for those who want to see more; a reload of a
    /// page with mistakes also leads here.
    @GetMapping({"/r/verify", "/r/code", "/r/send-code"})
    ResponseEntity<String> ask(HttpServletRequest request) {
        var at = standings.of(entrance.visitor(request));
        return at.takesProof() ? pages.show(HttpStatus.OK, maker.ask(at, false)) : Pages.goTo("/r/");
    }

    @PostMapping("/r/verify")
    ResponseEntity<String> facts(HttpServletRequest request) {
        var at = standings.of(entrance.poster(request));
        var form = Form.of(request);
        if (!mayProve(at, form)) {
            return Pages.goTo("/r/");
        }
        var born = Words.readDay(form.text(BIRTH_DATE_FIELD));
        var postalCode = form.text("postalCode");
        var mistakes = new ArrayList<Mistake>();
        if (born.isEmpty()) {
            mistakes.add(new Mistake(BIRTH_DATE_FIELD, BIRTH_DATE));
        }
        if (!postalCode.matches("[0-9A-Za-z][0-9A-Za-z \\-]{2,10}")) {
            mistakes.add(new Mistake("postalCode", "Enter your ZIP code, 5 digits"));
        }
        if (!mistakes.isEmpty()) {
            return factsAgain(at, form, mistakes);
        }
        return switch (verification.facts(at.visitor(), born.orElseThrow(), postalCode, request.getRemoteAddr())) {
            case Answer.Proved(var session) -> in(session);
            case Answer.CodeNext(var sent) -> codeNext(at, sent);
            case Answer.Wrong _, Answer.NoCode _ -> {
                mistakes.add(new Mistake(BIRTH_DATE_FIELD, NO_MATCH));
                var now = standings.of(at.visitor());
                yield now.takesProof() ? factsAgain(now, form, mistakes) : Pages.goTo("/r/");
            }
            case Answer.Locked _ -> Pages.goTo(back(at));
        };
    }

    @PostMapping("/r/send-code")
    ResponseEntity<String> sendCode(HttpServletRequest request) {
        var at = standings.of(entrance.poster(request));
        if (!mayProve(at, Form.of(request))) {
            return Pages.goTo("/r/");
        }
        return codeNext(at, verification.sendCode(at.visitor(), request.getRemoteAddr()));
    }

    @PostMapping("/r/code")
    ResponseEntity<String> code(HttpServletRequest request) {
        var at = standings.of(entrance.poster(request));
        var form = Form.of(request);
        if (!mayProve(at, form)) {
            return Pages.goTo("/r/");
        }
        if (!(verification.ask(at.visitor(), false) instanceof Ask.Code ask)) {
            return codeIsOver(at, form);
        }
        var code = form.text("code").replaceAll("[\\s\\-]", "");
        var born = Words.readDay(form.text(BIRTH_DATE_FIELD));
        var mistakes = new ArrayList<Mistake>();
        if (!code.matches("[0-9]{6}")) {
            mistakes.add(new Mistake("code", "Enter the 6 digits from the text message"));
        }
        if (ask.withBirthDate() && born.isEmpty()) {
            mistakes.add(new Mistake(BIRTH_DATE_FIELD, BIRTH_DATE));
        }
        if (!mistakes.isEmpty()) {
            return codeAgain(at, ask, form, mistakes);
        }
        return checked(at, ask, form, verification.code(at.visitor(), code, born.orElse(null)));
    }

    /// A code page whose code is over, or a second click after the first was taken.
    private ResponseEntity<String> codeIsOver(Standing at, Form form) {
        var code = form.text("code").replaceAll("[\\s\\-]", "");
        LocalDate born = Words.readDay(form.text(BIRTH_DATE_FIELD)).orElse(null);
        return code.matches("[0-9]{6}")
                        && verification.code(at.visitor(), code, born) instanceof Answer.Proved(var session)
                ? in(session)
                : noCode(at);
    }

    private ResponseEntity<String> checked(Standing at, Ask.Code ask, Form form, Answer answer) {
        return switch (answer) {
            case Answer.Proved(var session) -> in(session);
            case Answer.Wrong _ -> {
                var now = standings.of(at.visitor());
                if (!now.takesProof()) {
                    yield Pages.goTo("/r/");
                }
                var words = ask.withBirthDate()
                        ? "The code and date of birth do not match. Check both and try again"
                        : "That is not the code in our newest text. Check it and try again";
                var mistake = List.of(new Mistake("code", words));
                yield codeAgain(now, ask, form, mistake);
            }
            case Answer.NoCode _, Answer.CodeNext _ -> noCode(at);
            case Answer.Locked _ -> Pages.goTo(back(at));
        };
    }

    private ResponseEntity<String> noCode(Standing at) {
        return again(at, "That code does not work any more. Ask for a new one.");
    }

    private ResponseEntity<String> codeNext(Standing at, Verification.Sent sent) {
        return switch (sent) {
            case SENT -> Pages.goTo(back(at));
            case TOO_MANY ->
                again(at, "We have sent several codes. Use the newest one, or wait 15 minutes and ask for another.");
            case NOT_POSSIBLE -> again(at, "We cannot text a code to that phone now. Call us and we will help you.");
        };
    }

    /// The page of the place with a word of explanation.
    private ResponseEntity<String> again(Standing at, String notice) {
        var page = switch (verification.ask(at.visitor(), false)) {
            case Ask.Code ask -> maker.code(at, ask, "", notice, List.of());
            case Ask.Offer(var _, var ending) -> maker.offer(at, ending, notice);
            case Ask.Facts _, Ask.Impossible _ -> maker.ask(at, false);
        };
        return pages.show(HttpStatus.UNPROCESSABLE_CONTENT, page);
    }

    @GetMapping("/r/not-me")
    ResponseEntity<String> askNotMe(HttpServletRequest request) {
        var at = standings.of(entrance.visitor(request));
        return at.visitor().verified() ? Pages.goTo("/r/") : pages.show(HttpStatus.OK, maker.confirmNotMe(at));
    }

    @PostMapping("/r/not-me")
    ResponseEntity<String> notMe(HttpServletRequest request) {
        var visitor = entrance.poster(request);
        var form = Form.of(request);
        if (visitor.verified() || !keys.isOurs(visitor, form.text("key"))) {
            return Pages.goTo("/r/");
        }
        // messages stop first: whatever fails after it, nobody is disturbed again
        optOuts.notMeant(visitor.caseId(), visitor.customerId(), visitor.channel());
        cases.apply(visitor.caseId(), new Input.WrongParty(), Standings.CUSTOMER);
        links.revoke(visitor.caseId(), visitor.channel());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/r/stopped")
                .header(HttpHeaders.SET_COOKIE, cookies.clear())
                .build();
    }

    @GetMapping("/r/stopped")
    ResponseEntity<String> stopped() {
        return pages.show(HttpStatus.OK, strangers.stopped());
    }

    private ResponseEntity<String> factsAgain(Standing at, Form form, List<Mistake> mistakes) {
        boolean orCode = verification.ask(at.visitor(), true) instanceof Ask.Facts(var code) && code;
        return pages.show(
                HttpStatus.UNPROCESSABLE_CONTENT,
                maker.facts(at, form.text(BIRTH_DATE_FIELD), form.text("postalCode"), orCode, mistakes));
    }

    private ResponseEntity<String> codeAgain(Standing at, Ask.Code ask, Form form, List<Mistake> mistakes) {
        return pages.show(
                HttpStatus.UNPROCESSABLE_CONTENT, maker.code(at, ask, form.text(BIRTH_DATE_FIELD), null, mistakes));
    }

    /// A new session has the proof: the old cookie is replaced.
    private ResponseEntity<String> in(String session) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/r/")
                .header(HttpHeaders.SET_COOKIE, cookies.set(session))
                .build();
    }

    /// Where the asking goes on.
    private static String back(Standing at) {
        return at.asksForProof() ? "/r/" : "/r/verify";
    }

    private boolean mayProve(Standing at, Form form) {
        return at.takesProof() && keys.isOurs(at.visitor(), form.text("key"));
    }
}
