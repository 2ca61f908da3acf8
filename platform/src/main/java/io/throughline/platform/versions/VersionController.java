package io.throughline.platform.versions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.MoveCases;
import io.throughline.platform.cases.VersionFigures;
import io.throughline.platform.staff.Actors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Versions over HTTP. Whatever is decided needs a person of the house with the right to it, and a reason; both are
/// kept.
@RestController
@Tag(name = "Versions", description = "Draft, approve, publish, roll out and take back versions of workflows.")
class VersionController {
    private static final int MOST = 1_000;
    private final Versions versions;
    private final Actors actors;
    private final MoveCases moves;
    private final VersionFigures figures;

    VersionController(Versions versions, Actors actors, MoveCases moves, VersionFigures figures) {
        this.versions = versions;
        this.actors = actors;
        this.moves = moves;
        this.figures = figures;
    }

    /// @param main the workflow's own file in `files`
    /// @param files by path below the workflows folder, with what lies beside it
    record Draft(
            @Nullable String main,
            @Nullable Map<String, String> files,
            @Nullable String reason) {}

    record Because(@Nullable String reason) {}

    /// @param share percent of new cases; all when nothing is said
    record Share(@Nullable Integer share, @Nullable String reason) {}

    /// @param from number or content hash of the version whose cases are to be moved
    /// @param dryRun unless it is false, nothing is moved
    record Move(
            @Nullable String from,
            @Nullable String reason,
            @Nullable Boolean dryRun,
            @Nullable String after,
            @Nullable Integer limit) {}

    @Operation(summary = "Every version of every workflow, and which share of new cases gets it")
    @GetMapping("/api/v1/versions")
    @PreAuthorize("hasAuthority('api')")
    List<VersionView.Line> all() {
        var rollouts = versions.rollouts();
        return versions.all().stream()
                .map(one -> VersionView.Line.of(one, rollouts))
                .toList();
    }

    @Operation(summary = "A version: its history, how it does in its scenarios, and what changes for whom")
    @GetMapping("/api/v1/versions/{workflow}/{version}")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Whole one(@PathVariable String workflow, @PathVariable String version) {
        return whole(versions.brief(versions.find(workflow, version)));
    }

    @Operation(summary = "The files of a version, as they were when it was drafted")
    @GetMapping("/api/v1/versions/{workflow}/{version}/source")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Source source(@PathVariable String workflow, @PathVariable String version) {
        var source = versions.source(versions.find(workflow, version));
        return new VersionView.Source(source.main(), source.files());
    }

    @Operation(summary = "How the cases of each version have gone, side by side")
    @GetMapping("/api/v1/versions/{workflow}/figures")
    @PreAuthorize("hasAuthority('api')")
    List<VersionView.Figures> figures(@PathVariable String workflow) {
        versions.find(workflow, "1");
        var byVersion = figures.of(workflow);
        return all().stream()
                .filter(one -> one.workflow().equals(workflow))
                .map(one -> new VersionView.Figures(one, byVersion.get(one.version())))
                .toList();
    }

    @Operation(summary = "Draft a version: somebody stands up for a definition")
    @PostMapping("/api/v1/versions")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Whole draft(
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who, @RequestBody Draft draft) {
        if (draft.main() == null || draft.files() == null || !draft.files().containsKey(draft.main())) {
            throw new Refused(
                    "versions.files",
                    "Send the workflow's file as \"main\", and it with those beside it as \"files\".");
        }
        return whole(versions.draft(
                new WorkflowSource(draft.files(), draft.main()),
                person(who, Rights.DRAFT_VERSION),
                said(draft.reason())));
    }

    @Operation(summary = "Approve a draft: a second person, and only what its scenarios show to work")
    @PostMapping("/api/v1/versions/{workflow}/{version}/approval")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Whole approve(
            @PathVariable String workflow,
            @PathVariable String version,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who,
            @RequestBody Because because) {
        return whole(versions.approve(workflow, version, person(who, Rights.APPROVE_VERSION), said(because.reason())));
    }

    @Operation(summary = "Publish an approved version to all new cases, or to a share of the customers first")
    @PostMapping("/api/v1/versions/{workflow}/{version}/publication")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Line publish(
            @PathVariable String workflow,
            @PathVariable String version,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who,
            @RequestBody Share share) {
        return line(versions.publish(
                workflow, version, all(share), person(who, Rights.PUBLISH_VERSION), said(share.reason())));
    }

    @Operation(summary = "Raise the share of the version that is being tried; 100 finishes it")
    @PostMapping("/api/v1/versions/{workflow}/rollout")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Line rollout(
            @PathVariable String workflow,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who,
            @RequestBody Share share) {
        return line(versions.rollout(workflow, all(share), person(who, Rights.PUBLISH_VERSION), said(share.reason())));
    }

    @Operation(summary = "New cases get the version before again")
    @PostMapping("/api/v1/versions/{workflow}/back")
    @PreAuthorize("hasAuthority('api')")
    VersionView.Line back(
            @PathVariable String workflow,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who,
            @RequestBody Because because) {
        return line(versions.back(workflow, person(who, Rights.PUBLISH_VERSION), said(because.reason())));
    }

    @Operation(summary = "Move parked cases of another version to this one, or say what would come of it")
    @PostMapping("/api/v1/versions/{workflow}/{version}/migration")
    @PreAuthorize("hasAuthority('api')")
    MoveCases.Answer migrate(
            @PathVariable String workflow,
            @PathVariable String version,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String who,
            @RequestBody Move move) {
        var by = actors.acting(who);
        var to = versions.find(workflow, version);
        var from = versions.find(workflow, said(move.from()));
        versions.mayMove(from, to, said(move.reason()));
        boolean dryRun = !Boolean.FALSE.equals(move.dryRun());
        int limit = Math.clamp(Objects.requireNonNullElse(move.limit(), MOST), 1, MOST);
        return moves.move(
                new MoveCases.Request(
                        workflow, from.version(), to.version(), said(move.reason()), dryRun, move.after(), limit),
                by);
    }

    @ExceptionHandler(Refused.class)
    ProblemDetail refused(Refused refused) {
        var status = refused.isUnknown() ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT;
        var problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(refused.getMessage()));
        problem.setProperty("code", refused.code());
        return problem;
    }

    private VersionView.Whole whole(Versions.Brief brief) {
        return VersionView.Whole.of(brief, versions.acts(brief.version()), versions.rollouts());
    }

    private VersionView.Line line(Version version) {
        return VersionView.Line.of(version, versions.rollouts());
    }

    private static int all(Share share) {
        return Objects.requireNonNullElse(share.share(), 100);
    }

    /// Whoever acts, if they may.
    private Person person(@Nullable String who, String right) {
        var by = actors.acting(who);
        if (!by.rights().has(right)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "versions.right", by.id() + " needs the right \"" + right + "\" for this.");
        }
        return Person.of(by.id());
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
