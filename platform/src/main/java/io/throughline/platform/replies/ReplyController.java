package io.throughline.platform.replies;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.Replies;
import io.throughline.platform.outreach.Replies.Decision;
import io.throughline.platform.outreach.Replies.Ending;
import io.throughline.platform.outreach.Replies.NotDecided;
import io.throughline.platform.outreach.Replies.Reply;
import io.throughline.platform.outreach.Replies.Said;
import io.throughline.platform.outreach.Replies.Which;
import io.throughline.platform.staff.Actors;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message.Channel;
import io.throughline.workflow.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What people wrote, and what a person of the house decides about it.
@RestController
@Tag(name = "Replies", description = "What people wrote to us, and the doubtful ones that wait for a person.")
class ReplyController {
    private static final String WHO_IS = "Id of the person who does it";
    private static final int LONGEST = 20_000;
    private final Replies replies;
    private final Actors actors;
    private final InstantSource time;

    ReplyController(Replies replies, Actors actors, InstantSource time) {
        this.replies = replies;
        this.actors = actors;
        this.time = time;
    }

    /// A reply as people see it.
    ///
    /// @param waiting seconds it has waited for a person; null: it does not
    /// @param told what it told us of its writer that still holds, such as `dispute of A-0000001`; null in a list
    record View(
            long id,
            Instant at,
            String channel,
            String address,
            @Nullable String person,
            @Nullable String caseId,
            String words,
            String labels,
            double confidence,
            String source,
            @Nullable String why,
            @Nullable Long waiting,
            @Nullable Decided decided,
            @Nullable List<String> told) {
        static View of(Reply reply, Instant now) {
            return of(reply, now, null);
        }

        static View of(Reply reply, Instant now, @Nullable List<String> told) {
            var opened = reply.openedAt();
            return new View(
                    reply.id(),
                    reply.at(),
                    reply.channel().toLowerCase(Locale.ROOT),
                    reply.address(),
                    reply.person(),
                    reply.caseId(),
                    reply.words(),
                    reply.labels(),
                    reply.confidence(),
                    reply.source(),
                    reply.why(),
                    reply.waits() && opened != null
                            ? Duration.between(opened, now).toSeconds()
                            : null,
                    reply.decidedAt() == null
                            ? null
                            : new Decided(reply.decidedAt(), reply.decidedBy(), reply.decision(), reply.reason()),
                    told);
        }
    }

    record Decided(
            Instant at,
            @Nullable String by,
            @Nullable String labels,
            @Nullable String reason) {}

    /// Words that came in otherwise than by a gateway.
    record Taken(
            @Nullable String channel,
            @Nullable String person,
            @Nullable String text,
            @Nullable String source,
            @Nullable Instant at) {}

    /// What was decided; `labels` such as `stop-sms|attorney`, or `none`.
    record Verdict(
            @Nullable String labels,
            @Nullable String hours,
            @Nullable String person,
            @Nullable String reason) {}

    /// What holds no longer; `labels` such as `dispute`.
    record Ended(@Nullable String labels, @Nullable String reason) {}

    @GetMapping("/api/v1/replies")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "What people wrote",
            description = "`which`: open (waits for a person, oldest first), all, or no-case (belongs to no case).")
    List<View> all(
            @RequestParam(name = "which", defaultValue = "open") String which,
            @RequestParam(name = "most", defaultValue = "100") int most) {
        var now = time.instant();
        return replies.list(which(which), most).stream()
                .map(reply -> View.of(reply, now))
                .toList();
    }

    @GetMapping("/api/v1/replies/{id}")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "One message of a person: the words, how they were understood, what was decided")
    View one(@PathVariable long id) {
        return replies.find(id).map(this::whole).orElseThrow(() -> problem(new NotFound(id)));
    }

    @PostMapping("/api/v1/replies")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Heed words that came in elsewhere: a transcript (call), a chat, a letter that was typed (email)",
            description = "What they forbid holds when the answer comes.")
    View take(
            @RequestBody Taken taken,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        var by = actors.acting(who);
        var now = time.instant();
        var at = taken.at() == null ? now : taken.at();
        if (at.isAfter(now)) {
            throw bad("at", "It cannot have been said in the future; it is " + now + " now.");
        }
        var said = new Said(
                channel(taken.channel()),
                required("person", taken.person()),
                required("text", taken.text()),
                at,
                required("source", taken.source()),
                by.id());
        return View.of(known(() -> replies.take(said)), now);
    }

    @PostMapping("/api/v1/replies/{id}/decision")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Decide what a doubtful message says",
            description =
                    "Needs the right decide-replies and a reason. What was decided holds when the answer comes, and"
                            + " the hold on the person ends with it.")
    View decide(
            @PathVariable long id,
            @RequestBody Verdict verdict,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        var by = deciding(who);
        var decision = new Decision(
                labels(required("labels", verdict.labels())),
                verdict.hours(),
                verdict.person(),
                by.id(),
                required("reason", verdict.reason()));
        return whole(known(() -> replies.decide(id, decision)));
    }

    @PostMapping("/api/v1/replies/{id}/end")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "End what a message told us of its writer",
            description =
                    "Such as a dispute that was answered, or a lawyer who has withdrawn. Needs the right decide-replies"
                            + " and a reason; what waited for it asks again.")
    View end(
            @PathVariable long id,
            @RequestBody Ended ended,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        var by = deciding(who);
        var ending =
                new Ending(labels(required("labels", ended.labels())), by.id(), required("reason", ended.reason()));
        if (ending.labels().isEmpty()) {
            throw bad("labels", "Say what ends, such as dispute.");
        }
        return whole(known(() -> replies.end(id, ending)));
    }

    private By deciding(@Nullable String who) {
        var by = actors.acting(who);
        if (!by.rights().has(Rights.REPLIES)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "reply.right",
                    by.id() + " needs the right \"" + Rights.REPLIES + "\" for this.");
        }
        return by;
    }

    private View whole(Reply reply) {
        return View.of(reply, time.instant(), replies.told(reply.id()));
    }

    private static Set<Label> labels(String words) {
        for (var word : words.split("\\|", -1)) {
            if (!Label.words().contains(word.strip())) {
                throw bad(
                        "labels",
                        "\"" + word + "\" is no label" + Nearest.hint(word.strip(), Label.words()) + ". Known: "
                                + String.join(", ", Label.words()) + ".");
            }
        }
        try {
            return Label.read(words);
        } catch (IllegalArgumentException e) {
            throw bad("labels", "The labels cannot be used: " + e.getMessage() + ".");
        }
    }

    private static Channel channel(@Nullable String word) {
        var given = required("channel", word);
        var known = Arrays.stream(Channel.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(given)) {
            throw bad(
                    "channel",
                    "\"" + given + "\" is no channel" + Nearest.hint(given, known) + ". Known: "
                            + String.join(", ", known) + ".");
        }
        return Channel.valueOf(given.toUpperCase(Locale.ROOT));
    }

    private static Which which(String word) {
        return switch (word) {
            case "open" -> Which.OPEN;
            case "all" -> Which.ALL;
            case "no-case" -> Which.NO_CASE;
            default -> throw bad("which", "\"" + word + "\" is none of open, all, no-case.");
        };
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw bad(field, "\"" + field + "\" is missing.");
        }
        if (value.length() > LONGEST) {
            throw bad(field, "\"" + field + "\" may have " + LONGEST + " characters.");
        }
        return value.strip();
    }

    private static ApiProblem bad(String field, String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "reply." + field, detail, Map.of("field", field));
    }

    private static <T> T known(Supplier<T> what) {
        try {
            return what.get();
        } catch (NotDecided e) {
            throw problem(e);
        }
    }

    private static ApiProblem problem(RuntimeException why) {
        var code = why instanceof NotDecided told ? told.code() : "unknown";
        var status = switch (code) {
            case "unknown" -> HttpStatus.NOT_FOUND;
            case "decided-before", "nothing-to-decide", "nothing-told", "known" -> HttpStatus.CONFLICT;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return new ApiProblem(status, "reply." + code, String.valueOf(why.getMessage()));
    }

    private static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFound(long id) {
            super("There is no reply " + id + ".");
        }
    }
}
