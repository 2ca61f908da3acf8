package io.throughline.platform.knowledge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Knowledge for people at work, over HTTP; docs/knowledge.md describes it.
@RestController
@Tag(name = "Knowledge", description = "Articles for the step at hand, search, and what came of it.")
class KnowledgeController {
    private static final int USUAL = 10;
    private static final int MOST = 50;
    private static final int LONGEST_NOTE = 1_000;

    private final Knowledge knowledge;
    private final Situation.Finder situations;
    private final Actors actors;
    private final Colleagues house;

    KnowledgeController(Knowledge knowledge, Situation.Finder situations, Actors actors, Colleagues house) {
        this.knowledge = knowledge;
        this.situations = situations;
        this.actors = actors;
        this.house = house;
    }

    /// An article in a list.
    ///
    /// @param called by which of the names in the step's guide
    record Line(
            String id,
            String version,
            String title,
            String language,
            String owner,
            List<String> tags,
            List<String> called) {
        static Line of(ArticleStore.Kept kept, List<String> called) {
            var article = kept.article();
            return new Line(
                    article.id(),
                    kept.version(),
                    article.title(),
                    article.language(),
                    article.owner(),
                    article.tags().stream().sorted().toList(),
                    called);
        }
    }

    record Needed(List<Line> articles) {}

    @GetMapping("/api/desk/knowledge")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "What belongs to a step, unasked: what its guide names first")
    Needed needed(
            @RequestParam(required = false) @Nullable String workflow,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(name = "case", required = false) @Nullable String caseId,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        return new Needed(knowledge.needed(asker(who, caseId, workflow, step)).stream()
                .map(one -> Line.of(one.kept(), one.names()))
                .toList());
    }

    record Ask(
            @Nullable String query,
            @Nullable String workflow,
            @Nullable String step,

            @com.fasterxml.jackson.annotation.JsonProperty("case") @Nullable
            String caseId,

            @Nullable Integer limit) {}

    record Result(
            String id, String version, String title, String language, String owner, String excerpt, List<String> by) {
        static Result of(Knowledge.Result found) {
            var article = found.kept().article();
            return new Result(
                    article.id(),
                    found.kept().version(),
                    article.title(),
                    article.language(),
                    article.owner(),
                    found.excerpt(),
                    found.byWords() && found.byMeaning()
                            ? List.of("words", "meaning")
                            : List.of(found.byWords() ? "words" : "meaning"));
        }
    }

    record Results(long search, List<Result> results, boolean byMeaning) {}

    @PostMapping("/api/desk/knowledge/search")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Search articles by words and by meaning, best first")
    Results search(@RequestBody Ask ask, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        var query = ask.query() == null ? "" : ask.query().strip();
        if (query.isEmpty() || query.length() > Knowledge.LONGEST_QUERY) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "knowledge.query",
                    "Say what to look for, in at most " + Knowledge.LONGEST_QUERY + " characters.");
        }
        int limit = ask.limit() == null ? USUAL : ask.limit();
        if (limit < 1 || limit > MOST) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "knowledge.limit", "Ask for 1 to " + MOST + " results.");
        }
        var found = knowledge.search(asker(who, ask.caseId(), ask.workflow(), ask.step()), query, limit);
        return new Results(found.id(), found.results().stream().map(Result::of).toList(), found.byMeaning());
    }

    record Open(
            @Nullable Long search,
            @Nullable String workflow,
            @Nullable String step,

            @com.fasterxml.jackson.annotation.JsonProperty("case") @Nullable
            String caseId) {}

    record Whole(
            long showing,
            String id,
            String version,
            String title,
            String language,
            String owner,
            String from,
            @Nullable String until,
            String markdown) {}

    @PostMapping("/api/desk/knowledge/articles/{id}/open")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "An article, and the record that this version of it was shown")
    Whole open(
            @PathVariable String id,
            @RequestBody Open open,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        var opened = knowledge.open(asker(who, open.caseId(), open.workflow(), open.step()), id, open.search());
        var article = opened.kept().article();
        return new Whole(
                opened.showing(),
                article.id(),
                opened.kept().version(),
                article.title(),
                article.language(),
                article.owner(),
                article.from().toString(),
                article.until() == null ? null : article.until().toString(),
                article.body());
    }

    record Verdict(@Nullable Boolean helpful, @Nullable String note) {}

    @PutMapping("/api/desk/knowledge/showings/{showing}/verdict")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Say whether what one was shown helped; the last word counts")
    Verdict judge(
            @PathVariable long showing,
            @RequestBody Verdict verdict,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        if (verdict.helpful() == null) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "knowledge.verdict", "Say helpful: true or helpful: false.");
        }
        var note = Objects.requireNonNullElse(verdict.note(), "").strip();
        if (note.length() > LONGEST_NOTE) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "knowledge.note",
                    "A note has at most " + LONGEST_NOTE + " characters.");
        }
        knowledge.judge(actors.acting(who).id(), showing, verdict.helpful(), note);
        return new Verdict(verdict.helpful(), note);
    }

    record Shown(
            long showing,
            Instant at,
            String person,
            String article,
            String version,
            @Nullable String step) {}

    record Showings(List<Shown> showings) {}

    @GetMapping("/api/desk/knowledge/showings")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Which versions of which articles were shown on a case, oldest first")
    Showings showings(
            @RequestParam("case") String caseId,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        var at = asker(who, caseId, null, null).situation().caseId();
        return new Showings((at == null ? List.<UseStore.Showing>of() : knowledge.showings(at))
                .stream()
                        .map(one ->
                                new Shown(one.id(), one.at(), one.person(), one.article(), one.version(), one.step()))
                        .toList());
    }

    private Knowledge.Asker asker(
            @Nullable String who, @Nullable String caseId, @Nullable String workflow, @Nullable String step) {
        var person = actors.acting(who).id();
        return new Knowledge.Asker(
                person, house.find(person).map(Colleague::role).orElse(""), situations.of(caseId, workflow, step));
    }
}
