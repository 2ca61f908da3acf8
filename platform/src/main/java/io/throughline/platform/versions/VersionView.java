package io.throughline.platform.versions;

import io.throughline.diff.Difference;
import io.throughline.diff.Difference.Concerns;
import io.throughline.platform.cases.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Versions as the API tells them.
final class VersionView {
    private VersionView() {}

    /// A version in a list.
    ///
    /// @param share percent of new cases that get it
    record Line(
            String workflow,
            int number,
            String version,
            String state,
            int share,
            @Nullable String author,
            Instant added,
            @Nullable String approvedBy,
            @Nullable Instant approved,
            @Nullable String publishedBy,
            @Nullable Instant published) {

        static Line of(Version version, List<Rollout> rollouts) {
            return new Line(
                    version.workflow(),
                    version.number(),
                    version.version(),
                    version.state().word(),
                    share(version, rollouts),
                    version.author(),
                    version.addedAt(),
                    version.approvedBy(),
                    version.approvedAt(),
                    version.publishedBy(),
                    version.publishedAt());
        }

        private static int share(Version version, List<Rollout> rollouts) {
            for (var rollout : rollouts) {
                if (rollout.workflow().equals(version.workflow())) {
                    if (rollout.version().equals(version.version())) {
                        return rollout.share();
                    }
                    return version.version().equals(rollout.before()) ? 100 - rollout.share() : 0;
                }
            }
            return 0;
        }
    }

    /// A version with all that an approver wants to see.
    ///
    /// @param against the version that new cases get, which the changes are against; null: there is none
    record Whole(
            Line version,
            List<VersionStore.Act> history,
            Trial trial,
            @Nullable String objection,
            @Nullable Line against,
            Changes changes) {

        static Whole of(Versions.Brief brief, List<VersionStore.Act> history, List<Rollout> rollouts) {
            return new Whole(
                    Line.of(brief.version(), rollouts),
                    history,
                    brief.trial(),
                    brief.trial().objection().orElse(null),
                    brief.against() == null ? null : Line.of(brief.against(), rollouts),
                    Changes.of(brief.changes()));
        }
    }

    /// What changes for whom, in words.
    record Changes(List<String> customers, List<String> agents, List<String> compliance) {
        static Changes of(List<Difference> differences) {
            return new Changes(
                    of(differences, Concerns.CUSTOMERS),
                    of(differences, Concerns.AGENTS),
                    of(differences, Concerns.COMPLIANCE));
        }

        private static List<String> of(List<Difference> differences, Concerns concerns) {
            return differences.stream()
                    .filter(one -> one.concerns() == concerns)
                    .map(Difference::text)
                    .toList();
        }
    }

    /// The text a version was read from.
    record Source(String main, Map<String, String> files) {}

    /// How the cases of a version have gone; null figures: it has none.
    record Figures(Line version, @Nullable Resolution figures) {}
}
