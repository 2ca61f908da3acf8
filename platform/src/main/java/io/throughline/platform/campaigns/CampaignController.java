package io.throughline.platform.campaigns;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases.UnknownWorkflow;
import io.throughline.platform.records.BadCondition;
import io.throughline.platform.staff.Actors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/// Campaigns over HTTP.
@RestController
@Tag(name = "Campaigns", description = "Reach many accounts at the pace of what is behind them.")
class CampaignController {
    private static final String WHO_IS = "Id of the person who does it";
    private static final int USUAL_PACE = 600;
    private final Campaigns campaigns;
    private final PreviewCampaign preview;
    private final PlanCampaign planner;
    private final CampaignAccountStore accounts;
    private final Actors actors;

    CampaignController(
            Campaigns campaigns,
            PreviewCampaign preview,
            PlanCampaign planner,
            CampaignAccountStore accounts,
            Actors actors) {
        this.accounts = accounts;
        this.planner = planner;
        this.actors = actors;
        this.campaigns = campaigns;
        this.preview = preview;
    }

    /// @param where a CEL condition over account.* and customer.*; everybody who owes something if absent
    /// @param perMinute cases let out a minute; 600 if absent
    record Plan(
            @Nullable String id,
            @Nullable String workflow,
            @Nullable String where,
            @Nullable Integer perMinute,
            @Nullable Integer atPersons,
            @Nullable Integer waiting,
            @Nullable String reason) {

        String workflowOrNo() {
            if (workflow == null || workflow.isBlank()) {
                throw new ApiProblem(HttpStatus.BAD_REQUEST, "campaign.workflow", "Name the workflow.");
            }
            return workflow;
        }

        String condition() {
            return where == null || where.isBlank() ? "true" : where;
        }

        Campaign.Pace pace() {
            return new Campaign.Pace(Objects.requireNonNullElse(perMinute, USUAL_PACE), atPersons, waiting);
        }
    }

    record Because(@Nullable String reason) {}

    record View(
            String id,
            String workflow,
            String where,
            String state,
            int perMinute,
            @Nullable Integer atPersons,
            @Nullable Integer waitingAtMost,
            long matched,
            long planned,
            long opened,
            Instant createdAt) {
        static View of(Campaign campaign) {
            return new View(
                    campaign.id(),
                    campaign.workflow(),
                    campaign.condition(),
                    campaign.state().word(),
                    campaign.pace().perMinute(),
                    campaign.pace().atPersons(),
                    campaign.pace().waiting(),
                    campaign.matched(),
                    campaign.planned(),
                    campaign.opened(),
                    campaign.createdAt());
        }
    }

    record Whole(
            View campaign,
            long sent,
            long waiting,
            long withPersons,
            Map<String, Long> notSent,
            Map<String, Long> kept,
            Map<String, Long> later,
            Map<String, Long> cases,
            List<CampaignStore.Change> changes) {}

    @GetMapping("/api/v1/campaigns")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "The campaigns, newest first")
    List<View> all() {
        return campaigns.all().stream().map(View::of).toList();
    }

    @GetMapping("/api/v1/campaigns/{id}")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "A campaign: what was sent, what was not and by which rule, and how its cases stand")
    Whole one(@PathVariable String id) {
        var standing = campaigns.standing(id);
        return new Whole(
                View.of(standing.campaign()),
                standing.sent(),
                standing.waiting(),
                standing.withPersons(),
                standing.notSent(),
                standing.kept(),
                standing.later(),
                standing.cases(),
                standing.changes());
    }

    @GetMapping("/api/v1/campaigns/{id}/progress")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "How far a campaign is: planned and opened of how many, to come, kept, sent, waiting, held")
    Campaigns.Progress progress(@PathVariable String id) {
        return campaigns.progress(id);
    }

    @GetMapping(value = "/api/v1/campaigns/{id}/accounts", produces = "text/csv")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "What became of each account of a campaign, as CSV",
            description = "One line for each account that was planned: account, case, message (sent, not-sent, held,"
                    + " undeliverable, unknown, waiting) and the rule that keeps it: of its case, from the evidence;"
                    + " of one without a case, as it was planned.")
    StreamingResponseBody accounts(@PathVariable String id) {
        var campaign = campaigns.one(id);
        return to -> {
            var lines = new PrintWriter(to, false, StandardCharsets.UTF_8);
            lines.print("account,case,message,rule\n");
            accounts.read(
                    campaign,
                    entry -> lines.printf(
                            "%s,%s,%s,%s%n",
                            quoted(entry.account()), entry.caseId(), entry.message(), quoted(entry.rule())));
            lines.flush();
        };
    }

    /// As CSV has it, and no formula to a spreadsheet.
    private static String quoted(String cell) {
        var safe = cell.matches("[=+\\-@\\t\\r].*") ? "'" + cell : cell;
        return safe.matches("[A-Za-z0-9 ._:/-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @PostMapping("/api/v1/campaigns:preview")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "What a campaign would do, without doing it",
            description = "How many accounts match, which first messages go when, and which do not and by which rule.")
    PreviewCampaign.Preview preview(@RequestBody Plan plan) {
        checkPace(plan);
        return known(() -> preview.of(plan.workflowOrNo(), plan.condition(), plan.pace()));
    }

    @PostMapping("/api/v1/campaigns:plan")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "The next permitted touch of every account that matches",
            description =
                    "By which channel and when each account may be written to next, whom nothing reaches and by which"
                            + " rule with its sentence, and which accounts are the most urgent. Nothing is done.")
    PlanCampaign.Plan plan(@RequestBody Plan plan) {
        return known(() -> planner.of(plan.workflowOrNo(), plan.condition()));
    }

    @PostMapping("/api/v1/campaigns")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Start a campaign",
            description =
                    "Plans every account that matches, then opens their cases, the most urgent of those that may be written"
                            + " to first, at most so many a minute, and none while too many"
                            + " messages wait or too many of its cases are with people.")
    View start(
            @RequestBody Plan plan,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        checkPace(plan);
        return known(() -> View.of(campaigns.start(
                Objects.requireNonNullElse(plan.id(), ""),
                plan.workflowOrNo(),
                plan.condition(),
                plan.pace(),
                person(who),
                because(plan.reason()))));
    }

    @PostMapping("/api/v1/campaigns/{id}/hold")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Hold a campaign: nothing more of it is opened or sent until it is resumed")
    View hold(
            @PathVariable String id,
            @RequestBody Because because,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        return View.of(campaigns.hold(id, person(who), because(because.reason())));
    }

    @PostMapping("/api/v1/campaigns/{id}/resume")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Let a held campaign go on")
    View resume(
            @PathVariable String id,
            @RequestBody Because because,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        return View.of(campaigns.resume(id, person(who), because(because.reason())));
    }

    @PostMapping("/api/v1/campaigns/{id}/stop")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Stop a campaign for good: what has not gone out never does")
    View stop(
            @PathVariable String id,
            @RequestBody Because because,
            @Parameter(description = WHO_IS) @RequestHeader(name = Actors.HEADER, required = false) @Nullable
                    String who) {
        return View.of(campaigns.stop(id, person(who), because(because.reason())));
    }

    private static void checkPace(Plan plan) {
        if (plan.perMinute() != null && plan.perMinute() < 1) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "campaign.pace", "Let out at least one case a minute.");
        }
    }

    private static <T> T known(Supplier<T> what) {
        try {
            return what.get();
        } catch (UnknownWorkflow e) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, "workflow.unknown", String.valueOf(e.getMessage()));
        } catch (BadCondition e) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "campaign.condition", String.valueOf(e.getMessage()));
        }
    }

    /// Whoever acts, if they may.
    private String person(@Nullable String who) {
        var by = actors.acting(who);
        if (!by.rights().has(Rights.CAMPAIGN)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN,
                    "campaign.right",
                    by.id() + " needs the right \"" + Rights.CAMPAIGN + "\" for this.");
        }
        return by.id();
    }

    private static String because(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "campaign.reason", "Say why; it is kept.");
        }
        return reason.strip();
    }
}
