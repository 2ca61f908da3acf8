package io.throughline.platform.knowledge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import io.throughline.workflow.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Taking care of knowledge, over HTTP: bringing articles in and seeing where they are missing.
@RestController
@Tag(name = "Knowledge", description = "Articles for the step at hand, search, and what came of it.")
class KeepingController {
    /// Roles that look after articles. Nobody else brings any in or sees what others looked for.
    private static final Set<String> KEEPERS = Set.of("supervisor", "quality", "designer", "administrator");

    private static final int LONGEST_DAYS = 366;
    private static final int MOST_GAPS = 200;

    private final ImportArticles articles;
    private final Knowledge knowledge;
    private final Actors actors;
    private final Colleagues house;

    KeepingController(ImportArticles articles, Knowledge knowledge, Actors actors, Colleagues house) {
        this.articles = articles;
        this.knowledge = knowledge;
        this.actors = actors;
        this.house = house;
    }

    record File(@Nullable String name, @Nullable String text) {
        ImportArticles.Source source() {
            if (name == null || text == null) {
                throw new ApiProblem(
                        HttpStatus.UNPROCESSABLE_CONTENT, "knowledge.files", "Each file needs a name and a text.");
            }
            return new ImportArticles.Source(name, text);
        }
    }

    record Files(@Nullable List<File> files, @Nullable Boolean dryRun) {}

    /// @param findings what is wrong; only of a dry run, otherwise it is an error
    /// @param missing names in guides of steps, as `workflow/step: name`, that no article has
    record Taken(
            int articles,
            int added,
            int changed,
            int unchanged,
            List<Map<String, Object>> findings,
            List<String> missing,
            boolean dryRun) {}

    @PostMapping("/api/desk/knowledge/articles")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Bring articles in: all of them, or none when anything is wrong",
            description = "An article that says something else than before gets a new version; others stay as they are."
                    + " A dry run says what would happen, and everything that is wrong.")
    Taken take(@RequestBody Files files, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        var by = keeper(who);
        if (files.files() == null || files.files().isEmpty()) {
            throw new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "knowledge.files", "There is no file to take in.");
        }
        boolean isTrial = Boolean.TRUE.equals(files.dryRun());
        var taken = articles.take(files.files().stream().map(File::source).toList(), by, isTrial);
        if (!isTrial && !taken.findings().isEmpty()) {
            throw wrong(taken.findings());
        }
        return new Taken(
                taken.articles(),
                taken.added(),
                taken.changed(),
                taken.unchanged(),
                told(taken.findings()),
                taken.missing(),
                isTrial);
    }

    private static ApiProblem wrong(List<Finding> findings) {
        var first = findings.getFirst();
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "knowledge.invalid",
                first.file() + ":" + first.line() + ": " + first.message()
                        + (findings.size() == 1 ? "." : "; and " + (findings.size() - 1) + " more."),
                Map.of("findings", told(findings)));
    }

    private static List<Map<String, Object>> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> Map.<String, Object>of(
                        "file", finding.file(),
                        "line", finding.line(),
                        "column", finding.column(),
                        "message", finding.message()))
                .toList();
    }

    @GetMapping("/api/desk/knowledge/gaps")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "What was looked for and not found, and what was shown and did not help, most often first")
    Knowledge.Gaps gaps(
            @RequestParam(defaultValue = "30") int days,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who) {
        var _ = keeper(who);
        if (days < 1 || days > LONGEST_DAYS) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "knowledge.days", "Ask for 1 to " + LONGEST_DAYS + " days.");
        }
        return knowledge.gaps(Duration.ofDays(days), MOST_GAPS);
    }

    private String keeper(@Nullable String who) {
        var person = actors.acting(who).id();
        var role = house.find(person).map(Colleague::role).orElse("");
        if (!KEEPERS.contains(role)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "knowledge.keepers",
                    "Only these roles look after articles: "
                            + String.join(", ", KEEPERS.stream().sorted().toList()) + ".");
        }
        return person;
    }
}
