package io.throughline.platform.campaigns;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.ContactPreview;
import io.throughline.platform.outreach.ContactPreview.When;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a campaign would do: whom it reaches, when, and whom it does not and by which rule. Every
/// account is asked for at the instant at which the campaign would come to it.
@Component
class PreviewCampaign {
    private static final int CHUNK = 200;
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final ContactPreview contacts;
    private final InstantSource clock;

    PreviewCampaign(Workflows workflows, Portfolio portfolio, ContactPreview contacts, InstantSource clock) {
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.contacts = contacts;
        this.clock = clock;
    }

    /// @param matched accounts that owe something and match
    /// @param atOnce first messages that may go the moment the campaign comes to them
    /// @param later by rule: those that go later, as soon as they may
    /// @param never by rule: those that never go as things stand
    /// @param hours first messages by the hour (UTC) in which they go
    record Preview(
            long matched,
            long atOnce,
            Map<String, Long> later,
            Map<String, Long> never,
            SortedMap<Instant, Long> hours,
            @Nullable Instant first,
            @Nullable Instant last) {}

    Preview of(String workflow, String condition, Campaign.Pace pace) {
        var definition = workflows.current(workflow);
        var start = clock.instant();
        var tally = new Tally();
        var after = "";
        while (true) {
            var chunk = portfolio.owingWhere(condition, after, CHUNK);
            var when = new ArrayList<When>();
            for (var account : chunk) {
                when.add(new When(account, start.plus(Duration.ofMillis(tally.matched * 60_000L / pace.perMinute()))));
                tally.matched++;
            }
            var verdicts = contacts.first(definition, when);
            for (int i = 0; i < verdicts.size(); i++) {
                tally.add(verdicts.get(i), when.get(i).at());
            }
            if (chunk.size() < CHUNK) {
                return tally.preview();
            }
            after = chunk.getLast().id();
        }
    }

    private static final class Tally {
        private final Map<String, Long> later = new TreeMap<>();
        private final Map<String, Long> never = new TreeMap<>();
        private final SortedMap<Instant, Long> hours = new TreeMap<>();
        private long matched;
        private long atOnce;
        private @Nullable Instant first;
        private @Nullable Instant last;

        void add(Verdict verdict, Instant at) {
            switch (verdict) {
                case Verdict.Allow() -> {
                    atOnce++;
                    goes(at);
                }
                case Verdict.NotBefore(var instant, var rule, var _) -> {
                    later.merge(rule, 1L, Long::sum);
                    goes(instant);
                }
                case Verdict.Require(var _, var rule, var _) -> never.merge(rule, 1L, Long::sum);
                case Verdict.Deny(var rule, var _) -> never.merge(rule, 1L, Long::sum);
            }
        }

        private void goes(Instant at) {
            hours.merge(at.truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }

        Preview preview() {
            return new Preview(matched, atOnce, later, never, hours, first, last);
        }
    }
}
