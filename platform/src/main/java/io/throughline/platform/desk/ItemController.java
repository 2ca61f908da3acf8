package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.engine.By.Channel;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.CaseMessages;
import io.throughline.platform.staff.Actors;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// One piece of work in one window: what is known, and what is done to its case.
@RestController
class ItemController {
    private static final String LINK_WORDS = "Here is your secure page, as we just spoke about:";
    private static final int LONGEST = 1_600;
    private final Me me;
    private final Windows windows;
    private final CaseHands hands;
    private final DraftStore drafts;
    private final Once once;
    private final InstantSource clock;
    private final RandomGenerator random = new SecureRandom();

    ItemController(Me me, Windows windows, CaseHands hands, DraftStore drafts, Once once, InstantSource clock) {
        this.me = me;
        this.windows = windows;
        this.hands = hands;
        this.drafts = drafts;
        this.once = once;
        this.clock = clock;
    }

    record Said(@Nullable String dateOfBirth, @Nullable String postalCode) {
        @Override
        public String toString() {
            return "Said[]"; // nothing of it reaches a log
        }
    }

    record Identified(boolean proved, Window window) {}

    record Acted(List<String> happened, Window window) {}

    record Letter(
            @Nullable String channel,
            @Nullable String subject,
            @Nullable String text) {}

    record Sent(
            boolean sent,
            String channel,
            @Nullable String ending,
            @Nullable String rule,
            @Nullable String detail,
            Window window) {}

    record Draft(@Nullable String text, @Nullable Integer revision) {}

    @GetMapping("/api/desk/items/{item}")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Everything about one piece of work",
            description = "No account fact before the person is proven.")
    Window one(
            @PathVariable String item, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return windows.of(item, me.acting(actor));
    }

    @PostMapping("/api/desk/items/{item}/acts")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Do something to the case", description = "Acts are those of POST /api/v1/cases/{id}/acts.")
    Acted act(
            @PathVariable String item,
            @RequestBody JsonNode body,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        return once.answer(who.id(), key, "act " + item + " " + body, Acted.class, () -> {
            var happened = hands.act(item, body, who);
            return new Acted(happened, windows.of(item, who));
        });
    }

    @PostMapping("/api/desk/items/{item}/identity")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Compare what the customer says with what is on file",
            description = "Which part was wrong is not told.")
    Identified identify(
            @PathVariable String item,
            @RequestBody Said said,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        var born = day(said.dateOfBirth());
        var lives = said.postalCode() == null ? "" : said.postalCode();
        if (lives.isBlank() || lives.length() > 20) {
            throw MeController.field("postalCode", "\"postalCode\" is what the customer says it is.");
        }
        var request = "identity " + item + " " + born + " " + lives;
        return once.answer(who.id(), key, request, Identified.class, () -> {
            boolean proved = hands.identify(item, born, lives, who);
            return new Identified(proved, windows.of(item, who));
        });
    }

    private static LocalDate day(@Nullable String text) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeParseException _) {
            throw MeController.field("dateOfBirth", "\"dateOfBirth\" is written as 1984-03-09.");
        }
    }

    @PostMapping("/api/desk/items/{item}/payment-link")
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Send the customer a link to their page, where they pay",
            description = "Policy is asked; a rule that forbids it is told.")
    Sent paymentLink(
            @PathVariable String item,
            @RequestBody Letter letter,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return send(item, new Letter(letter.channel(), null, LINK_WORDS), true, key, actor);
    }

    @PostMapping("/api/desk/items/{item}/reply")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Write to the customer", description = "Policy is asked; a rule that forbids it is told.")
    Sent reply(
            @PathVariable String item,
            @RequestBody Letter letter,
            @RequestHeader(name = Once.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return send(item, letter, false, key, actor);
    }

    private Sent send(String item, Letter letter, boolean link, @Nullable String key, @Nullable String actor) {
        var who = me.acting(actor);
        var channel = Channel.of(String.valueOf(letter.channel()))
                .filter(one -> one == Channel.SMS || one == Channel.EMAIL)
                .orElseThrow(() -> MeController.field("channel", "\"channel\" is sms or email."));
        var text = letter.text() == null ? "" : letter.text().strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw MeController.field("text", "\"text\" has 1 to " + LONGEST + " characters.");
        }
        return once.answer(who.id(), key, "send " + link + " " + item + " " + letter, Sent.class, () -> {
            var unique = key == null ? HexFormat.of().toHexDigits(random.nextLong()) : who.id() + "/" + key;
            var sent = hands.send(item, new CaseMessages.Letter(channel, letter.subject(), text, link, unique), who);
            return new Sent(
                    sent.sent(), sent.channel(), sent.ending(), sent.rule(), sent.detail(), windows.of(item, who));
        });
    }

    @PutMapping("/api/desk/items/{item}/drafts/{name}")
    @PreAuthorize(Me.MAY)
    @Operation(summary = "Keep what is being written", description = "409 draft.newer when somebody kept a newer one.")
    DraftStore.Draft draft(
            @PathVariable String item,
            @PathVariable String name,
            @RequestBody Draft draft,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = me.acting(actor);
        windows.atWork(item, who);
        var text = draft.text() == null ? "" : draft.text();
        if (!name.matches("[a-z0-9.-]{1,60}") || text.length() > 20_000 || draft.revision() == null) {
            throw MeController.field(
                    "text", "A draft has a short name, up to 20000 characters and the revision it was made from.");
        }
        return drafts.keep(item, name, text, draft.revision(), who.id(), clock.instant())
                .orElseThrow(() -> newer(drafts.of(item).get(name)));
    }

    private static ApiProblem newer(DraftStore.@Nullable Draft kept) {
        return new ApiProblem(
                HttpStatus.CONFLICT,
                "draft.newer",
                "A newer draft was kept meanwhile.",
                kept == null ? Map.of() : Map.of("text", kept.text(), "revision", kept.revision()));
    }
}
