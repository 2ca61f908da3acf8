package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.Dice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One sitting of a person in front of the customer's page and the processor's: reads what is there, does the
/// next thing, until they are through, put it away for later, or leave.
final class Visit {
    /// What came of a sitting.
    sealed interface Ending {
        record Over(String outcome) implements Ending {}

        /// Puts the phone away and goes on at `resume` after a while of virtual time.
        record Later(Duration after, URI resume) implements Ending {}

        /// Goes on at `resume` when a code sent after `since` comes, or after a while without one.
        record AwaitsCode(Duration atMost, Instant since, URI resume) implements Ending {}
    }

    private sealed interface Move {
        record Turn(Browser.Answer answer) implements Move {}

        record Leave(Ending ending) implements Move {}
    }

    static final String GOOD_CARD = "4242424242424242";
    static final String DECLINED_CARD = "4000000000000002";
    static final String CHALLENGED_CARD = "4000002500003155";
    static final String CHARGES_AND_TIMES_OUT_CARD = "4000000000004954";

    private static final int MOST_PAGES = 60;
    private static final int MOST_TROUBLES = 400;
    private static final int MOST_LOOKS = 14;
    private static final int MOST_CODES = 6;
    private static final int MOST_OTHER_WAYS = 2;
    private static final int MOST_LOOKS_FOR_A_CODE = 3;
    private static final int MOST_CARDS = 5;
    private static final int MOST_WAYS_BACK = 4;
    private static final List<Integer> LOOK_AGAIN_MINUTES = List.of(2, 3, 5, 10, 20, 40, 60, 120, 240, 480);

    private static final Duration CODE_LOOKS_FRESH = Duration.ofMinutes(5);
    private static final Duration CODE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofSeconds(15);

    private final Person person;
    private final Browser browser;
    private final InstantSource clock;
    private final Pause pause;
    private final CrowdSettings settings;
    private boolean arrivedByPost;
    private boolean cameByLink;
    private int pagesTurned;

    Visit(Person person, Browser browser, InstantSource clock, Pause pause, CrowdSettings settings) {
        this.person = person;
        this.browser = browser;
        this.clock = clock;
        this.pause = pause;
        this.settings = settings;
    }

    Ending from(URI start) throws InterruptedException {
        cameByLink = start.equals(person.link());
        Browser.Answer answer = browser.get(start);
        while (true) {
            switch (answer) {
                case Browser.Answer.Lost(URI at) -> {
                    return afterTrouble(at);
                }
                case Browser.Answer.Shown(Page page) -> {
                    person.troubles = 0;
                    if (++pagesTurned > MOST_PAGES) {
                        return new Ending.Over("lost-patience");
                    }
                    switch (next(page)) {
                        case Move.Turn(Browser.Answer next) -> answer = next;
                        case Move.Leave(Ending ending) -> {
                            return ending;
                        }
                    }
                }
            }
        }
    }

    /// As a person would: wait a little, reload. What was sent may or may not have counted; the page will
    /// say.
    private Ending afterTrouble(URI at) throws InterruptedException {
        pause.pass(settings.outagePause());
        if (++person.troubles > MOST_TROUBLES) {
            return new Ending.Over("unreachable");
        }
        int patience = person.troubles < 10 ? 1 : 4;
        int minutes = dice("trouble" + person.troubles).between(1, 4) * patience;
        return new Ending.Later(Duration.ofMinutes(minutes), at);
    }

    private Move next(Page page) throws InterruptedException {
        if (page.kind().isEmpty()) {
            return elsewhere(page);
        }
        person.platformPage = page.at();
        person.strangePages = 0;
        if (person.lookedAgain) {
            return over(outcome(person.settledBy));
        }
        if (breaksOff(page)) {
            person.brokeOff = true;
            return later(Duration.ofMinutes(dice("back").between(60, 36 * 60)), person.link());
        }
        if (person.persona() == Persona.WRONG_PERSON && page.offers("not-me")) {
            return notMe(page);
        }
        return switch (page.kind()) {
            case "verify", "code" -> prove(page);
            case "disclose" -> disclose(page);
            case "choose" -> choose(page);
            case "pay" -> pay(page);
            case "arrange" -> arrange(page);
            case "waiting" -> lookAgain(page);
            case "done" -> done();
            case "expired" -> expired();
            case "exception" -> exception(page);
            default -> over("strange-page");
        };
    }

    /// The processor's pages, and pages that are neither (a bare error).
    private Move elsewhere(Page page) throws InterruptedException {
        if (page.asksForCard()) {
            return card(page);
        }
        if (page.offers("challenge-approve")) {
            boolean fails = person.persona() == Persona.FAILS_CHALLENGE_THEN_PAYS && person.cardsTried == 1;
            return press(page, fails ? "challenge-fail" : "challenge-approve", Map.of());
        }
        URI back = person.platformPage;
        if (back == null || ++person.strangePages > 4) {
            return over("strange-page");
        }
        return turn(browser.get(back));
    }

    // ---- who they are

    private Move prove(Page page) throws InterruptedException {
        if (givesUpAt(page.kind())) {
            return over("gave-up");
        }
        Customer customer = person.customer();
        Map<String, String> answers = new LinkedHashMap<>();
        boolean asksFacts = page.asksFor("dateOfBirth") || page.asksFor("postalCode");
        boolean asksCode = page.asksFor("code");
        if (!asksFacts && !asksCode) {
            return page.offers("send-code") ? askForCode(page) : forward(page, answers);
        }
        String code = "";
        if (asksCode) {
            Optional<String> received = newestCode();
            // opened without sending anything: nobody can have sent a code yet, no use in waiting for one
            boolean expectsOne = arrivedByPost || !page.offers("send-code");
            if (received.isEmpty() && expectsOne && !person.waitedForCode) {
                person.waitedForCode = true;
                return new Move.Leave(new Ending.AwaitsCode(CODE_PATIENCE, codeLooksFresh(), page.at()));
            }
            person.waitedForCode = false;
            if (received.isEmpty()) {
                Optional<URI> otherWay = page.link("other-way");
                if (otherWay.isPresent() && person.codesAskedFor >= 2 && person.otherWays < MOST_OTHER_WAYS) {
                    person.otherWays++;
                    return turn(browser.get(otherWay.orElseThrow()));
                }
                if (person.otherWays >= MOST_OTHER_WAYS) {
                    return over("no-code"); // this phone gets no texts: nobody tries for ever
                }
                if (page.offers("send-code") && person.codesAskedFor < MOST_CODES) {
                    return askForCode(page);
                }
                return person.looks++ < MOST_LOOKS_FOR_A_CODE
                        ? later(Duration.ofMinutes(dice("code" + person.looks).between(2, 5)), page.at())
                        : over("no-code");
            }
            code = received.orElseThrow();
        }
        boolean slips = slips(asksFacts, asksCode);
        if (page.asksFor("dateOfBirth")) {
            LocalDate said = slips ? customer.dateOfBirth().plusDays(1) : customer.dateOfBirth();
            answers.put("dateOfBirth", said.toString());
        }
        if (page.asksFor("postalCode")) {
            answers.put("postalCode", customer.postalCode());
        }
        if (asksCode) {
            boolean wrong = slips && !asksFacts;
            answers.put("code", wrong ? oneOff(code) : code);
            if (!slips) {
                // a code that went with a slip is tried again before another is asked for
                person.codesTyped.add(code);
            }
        }
        browser.identity().answering(!slips);
        if (asksFacts && !slips) {
            // right facts may send a code to the phone at once
            person.testimony().askedForCode(clock.instant());
        }
        return forward(page, answers);
    }

    private Move askForCode(Page page) throws InterruptedException {
        person.codesAskedFor++;
        person.testimony().askedForCode(clock.instant());
        return press(page, "send-code", Map.of());
    }

    private Optional<String> newestCode() {
        return person.newestCode(codeLooksFresh());
    }

    private Instant codeLooksFresh() {
        return clock.instant().minus(CODE_LOOKS_FRESH);
    }

    private boolean slips(boolean facts, boolean code) {
        return switch (person.persona()) {
            case MISTYPES_ONCE -> {
                boolean atFacts = dice("slip").chance(50);
                yield (atFacts ? facts : code) && person.mistakes++ == 0;
            }
            case MISTYPES_UNTIL_LOCKED -> person.mistakes++ < 20;
            default -> false;
        };
    }

    private static String oneOff(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (char) ('0' + (last - '0' + 1) % 10);
    }

    private Move notMe(Page page) throws InterruptedException {
        Move first = press(page, "not-me", Map.of());
        if (first instanceof Move.Turn(Browser.Answer.Shown(Page asked))
                && !asked.kind().equals("done")) {
            // asked whether they are sure
            if (asked.form("not-me").isPresent()) {
                first = press(asked, "not-me", Map.of());
            } else if (asked.form("continue").isPresent()) {
                first = press(asked, "continue", Map.of());
            }
        }
        return first instanceof Move.Turn(Browser.Answer.Lost lost) ? turn(lost) : over("not-me");
    }

    // ---- what they do

    /// Required words stand on a page of their own, or above the choices.
    private Move disclose(Page page) throws InterruptedException {
        if (givesUpAt("disclose")) {
            return over("gave-up");
        }
        return page.asksFor("choice") ? choose(page) : forward(page, Map.of());
    }

    private Move choose(Page page) throws InterruptedException {
        if (givesUpAt("choose")) {
            return over("gave-up");
        }
        if (person.notKnowingWhetherPaid && !saysNotCharged(page)) {
            return lookAgain(page);
        }
        person.notKnowingWhetherPaid = false;
        List<String> offered = page.choices("choice");
        if (offered.isEmpty()) {
            return forward(page, arrangement(page));
        }
        Map<String, String> answers = new LinkedHashMap<>(arrangement(page));
        String choice = preferred(offered);
        answers.put("choice", choice);
        person.settledBy = choice;
        return forward(page, answers);
    }

    private String preferred(List<String> offered) {
        List<String> wishes = switch (person.persona()) {
            case PROMISES -> List.of("promise", "plan", "pay");
            case AGREES_PLAN -> List.of("plan", "promise", "pay");
            default -> List.of("pay", "promise", "plan");
        };
        return wishes.stream()
                .flatMap(w -> offered.stream().filter(o -> o.startsWith(w)))
                .findFirst()
                .orElse(offered.getFirst());
    }

    private Move arrange(Page page) throws InterruptedException {
        return forward(page, arrangement(page));
    }

    private Map<String, String> arrangement(Page page) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String field : List.of("promiseDate", "instalments")) {
            List<String> offered = page.choices(field);
            if (!offered.isEmpty()) {
                answers.put(field, dice(field).oneOf(offered));
            }
        }
        if (!answers.containsKey("promiseDate") && page.asksFor("promiseDate")) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            LocalDate date = today.plusDays(dice("promiseDate").between(3, 12));
            String earliest = page.attribute("promiseDate", "min");
            String latest = page.attribute("promiseDate", "max");
            if (!earliest.isEmpty() && date.isBefore(LocalDate.parse(earliest))) {
                date = LocalDate.parse(earliest);
            }
            if (!latest.isEmpty() && date.isAfter(LocalDate.parse(latest))) {
                date = LocalDate.parse(latest);
            }
            answers.put("promiseDate", date.toString());
        }
        return answers;
    }

    private Move pay(Page page) throws InterruptedException {
        if (givesUpAt("pay")) {
            return over("gave-up");
        }
        if (person.notKnowingWhetherPaid) {
            if (!saysNotCharged(page)) {
                return lookAgain(page);
            }
            person.notKnowingWhetherPaid = false;
        }
        return person.cardsTried >= MOST_CARDS ? over("cards-declined") : forward(page, Map.of());
    }

    private Move card(Page page) throws InterruptedException {
        if (givesUpAt("card")) {
            Move left = press(page, "cancel", Map.of());
            return left instanceof Move.Turn(Browser.Answer.Lost lost) ? turn(lost) : over("gave-up");
        }
        if (person.notKnowingWhetherPaid || person.cardsTried >= MOST_CARDS) {
            URI back = person.platformPage;
            return back == null || person.cardsTried >= MOST_CARDS ? over("cards-declined") : turn(browser.get(back));
        }
        String number = cardInHand();
        person.cardsTried++;
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("cardNumber", number);
        answers.put("expiry", "12/34");
        answers.put("cvc", "123");
        person.testimony().acted(clock.instant());
        Move move = press(page, "pay", answers);
        URI platform = person.platformPage;
        if (move instanceof Move.Turn(Browser.Answer.Lost(URI at)) && at.equals(page.at()) && platform != null) {
            // the processor did not answer (it did, when only the way back to the platform was lost): the card may have
            // been charged: the platform's page, not the processor's form, is asked what became of it
            person.notKnowingWhetherPaid = true;
            return turn(new Browser.Answer.Lost(platform));
        }
        return move;
    }

    private String cardInHand() {
        boolean first = person.cardsTried == 0;
        return switch (person.persona()) {
            case PAYS_AFTER_DECLINE -> first ? DECLINED_CARD : GOOD_CARD;
            case PAYS_WITH_CHALLENGE, FAILS_CHALLENGE_THEN_PAYS -> CHALLENGED_CARD;
            case CHARGED_AND_TIMED_OUT -> first ? CHARGES_AND_TIMES_OUT_CARD : GOOD_CARD;
            default -> GOOD_CARD;
        };
    }

    /// Only plain words let a person pay again who may have paid already.
    private static boolean saysNotCharged(Page page) {
        String words = page.words().toLowerCase(Locale.ROOT);
        return words.contains("was not charged")
                || words.contains("not been charged")
                || words.contains("was not taken")
                || words.contains("did not go through")
                || words.contains("was declined");
    }

    // ---- what they see

    private Move lookAgain(Page page) throws InterruptedException {
        if (person.looks >= MOST_LOOKS) {
            return over("left-waiting");
        }
        int look = person.looks++;
        if (look < 3) {
            return later(GLANCE, page.at());
        }
        int minutes = LOOK_AGAIN_MINUTES.get(Math.min(look - 3, LOOK_AGAIN_MINUTES.size() - 1));
        return later(Duration.ofMinutes(minutes), page.at());
    }

    private Move done() {
        person.testimony().completed(clock.instant());
        person.notKnowingWhetherPaid = false;
        String outcome = outcome(person.settledBy);
        boolean curious = dice("curious").chance(10) || person.persona() == Persona.GOES_BACK_AND_RELOADS;
        if (curious && !person.lookedAgain) {
            person.lookedAgain = true;
            return later(Duration.ofHours(dice("curious-when").between(1, 60)), person.link());
        }
        return over(outcome);
    }

    private static String outcome(String choice) {
        if (choice.startsWith("pay")) {
            return "paid";
        }
        return choice.startsWith("plan") ? "plan-agreed" : choice.startsWith("promise") ? "promise-made" : choice;
    }

    /// A page that was left open too long: the link in the newest message opens it again, if anything does.
    private Move expired() throws InterruptedException {
        if (cameByLink) {
            return over("expired");
        }
        cameByLink = true;
        arrivedByPost = false;
        return turn(browser.get(person.link()));
    }

    /// Some of these pages only lead back ("something went wrong, try again"); the others are the end of the
    /// page's art.
    private Move exception(Page page) throws InterruptedException {
        Optional<URI> back = page.link("back");
        if (back.isPresent() && person.wayBacks++ < MOST_WAYS_BACK) {
            return turn(browser.get(back.orElseThrow()));
        }
        return over(person.persona() == Persona.MISTYPES_UNTIL_LOCKED ? "locked" : "exception");
    }

    // ---- how they do it

    private Move forward(Page page, Map<String, String> answers) throws InterruptedException {
        if (person.persona() == Persona.TWO_TABS
                && !page.kind().equals("verify")
                && !page.kind().equals("code")) {
            return inTwoTabs(page, answers);
        }
        return press(page, "continue", answers);
    }

    private Move press(Page page, String act, Map<String, String> answers) throws InterruptedException {
        if (browser.identity().isProven()) {
            person.testimony().acted(clock.instant());
        }
        Optional<URI> link = page.link(act);
        if (link.isPresent()) {
            arrivedByPost = false;
            return turn(browser.get(link.orElseThrow()));
        }
        Optional<Page.Post> form = page.form(act);
        if (form.isEmpty()) {
            return over("no-way-on");
        }
        arrivedByPost = true;
        Page.Post post = filled(form.orElseThrow(), answers);
        boolean main = act.equals("continue") || act.equals("pay");
        if (main) {
            person.looks = 0;
        }
        if (main && person.persona() == Persona.DOUBLE_CLICKS) {
            return turn(clickedTwice(post, page));
        }
        Browser.Answer answer = browser.post(post, page.at());
        if (act.equals("continue")
                && person.persona() == Persona.GOES_BACK_AND_RELOADS
                && answer instanceof Browser.Answer.Shown(Page shown)
                && browser.identity().isProven()) {
            return turn(backAndAgain(post, page, shown));
        }
        return turn(answer);
    }

    /// The same post twice at the same moment; the person sees the answer to one of them and looks where they
    /// are.
    private Browser.Answer clickedTwice(Page.Post post, Page page) throws InterruptedException {
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                browser.post(post, page.at());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Browser.Answer second = browser.post(post, page.at());
        first.join();
        return second instanceof Browser.Answer.Shown(Page shown) ? browser.get(shown.at()) : second;
    }

    /// Back button, the old form once more, then forward again and a reload of what was there.
    private Browser.Answer backAndAgain(Page.Post post, Page page, Page shown) throws InterruptedException {
        browser.post(post, page.at());
        return browser.get(shown.at());
    }

    /// A second tab stands on the same page and sends its stale form after the first tab went on.
    private Move inTwoTabs(Page page, Map<String, String> answers) throws InterruptedException {
        Browser.Answer tab = browser.get(page.at());
        Move first = press(page, "continue", answers);
        if (tab instanceof Browser.Answer.Shown(Page second)) {
            Optional<Page.Post> stale = second.form("continue");
            if (stale.isPresent()) {
                browser.post(filled(stale.orElseThrow(), answers), second.at());
            }
        }
        return first instanceof Move.Turn(Browser.Answer.Shown(Page shown)) ? turn(browser.get(shown.at())) : first;
    }

    private static Page.Post filled(Page.Post post, Map<String, String> answers) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : post.fields()) {
            if (!answers.containsKey(field.getKey())) {
                fields.add(field);
            }
        }
        answers.forEach((name, value) -> fields.add(Map.entry(name, value)));
        return new Page.Post(post.to(), fields);
    }

    // ---- when they stop

    private boolean breaksOff(Page page) {
        boolean wouldGoOn = !List.of("done", "expired", "exception", "waiting").contains(page.kind());
        Dice dice = dice("break");
        return wouldGoOn
                && !person.brokeOff
                && person.persona() != Persona.MISTYPES_UNTIL_LOCKED
                && dice.chance(12)
                && pagesTurned > dice.below(3);
    }

    private boolean givesUpAt(String place) {
        return person.persona() == Persona.GIVES_UP
                && dice("gives-up")
                        .oneOf(List.of("verify", "verify", "code", "disclose", "choose", "pay", "card"))
                        .equals(place);
    }

    private Dice dice(String decision) {
        return person.dice(decision);
    }

    private static Move turn(Browser.Answer answer) {
        return new Move.Turn(answer);
    }

    private static Move over(String outcome) {
        return new Move.Leave(new Ending.Over(outcome));
    }

    private static Move later(Duration wait, URI resume) {
        return new Move.Leave(new Ending.Later(wait, resume));
    }
}
