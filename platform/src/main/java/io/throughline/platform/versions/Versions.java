package io.throughline.platform.versions;

import io.throughline.diff.Difference;
import io.throughline.diff.Differences;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.versions.Version.State;
import io.throughline.policy.ContactLaw;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Migration;
import io.throughline.workflow.Moving;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// What people decide about versions. Whatever way a decision comes in, it comes in here: two people, tried before it
/// is approved, approved before it is published, and all of it kept with who, when and why.
final class Versions {
    private static final int ALL = 100;
    private final VersionStore store;
    private final DefinitionStore definitions;
    private final LoadedWorkflows workflows;
    private final TransactionOperations transactions;
    private final Laws laws;

    Versions(
            VersionStore store,
            DefinitionStore definitions,
            LoadedWorkflows workflows,
            TransactionOperations transactions,
            Laws laws) {
        this.store = store;
        this.definitions = definitions;
        this.workflows = workflows;
        this.transactions = transactions;
        this.laws = laws;
    }

    /// What an approver is shown: how the version does, and what changes against the one that new cases get.
    ///
    /// @param against the version that new cases get; null: there is none
    record Brief(Version version, Trial trial, @Nullable Version against, List<Difference> changes) {}

    List<Version> all() {
        return store.all();
    }

    List<Rollout> rollouts() {
        return store.rollouts();
    }

    List<VersionStore.Act> acts(Version version) {
        return store.acts(version.workflow(), version.version());
    }

    /// A version by its number or the beginning of its content hash.
    ///
    /// @throws Refused if there is none, or there are several
    Version find(String workflow, String numberOrHash) {
        var all = store.of(workflow);
        if (all.isEmpty()) {
            var names = store.all().stream().map(Version::workflow).distinct().toList();
            throw Refused.unknown(
                    "versions.unknown-workflow",
                    "There is no version of a workflow \"" + workflow + "\"" + Nearest.hint(workflow, names) + ".");
        }
        var found = all.stream()
                .filter(one -> numberOrHash.length() < 6
                        ? numberOrHash.equals(Integer.toString(one.number()))
                        : one.version().startsWith(numberOrHash))
                .toList();
        if (found.size() != 1) {
            throw Refused.unknown(
                    "versions.unknown",
                    "There is " + (found.isEmpty() ? "no" : "more than one") + " version " + numberOrHash + " of "
                            + workflow + "; there are 1 to " + all.size() + ".");
        }
        return found.getFirst();
    }

    /// The files a version was read from.
    WorkflowSource source(Version version) {
        return definitions.find(version.workflow(), version.version()).orElseThrow();
    }

    Brief brief(Version version) {
        var rollout = store.rollout(version.workflow());
        var against = rollout.map(one -> one.version().equals(version.version()) ? one.before() : one.settled())
                .flatMap(hash -> store.find(version.workflow(), hash));
        var trial = Trial.of(source(version), version.scenarios(), around(version.workflow()), law());
        var changes = against.map(one -> Differences.between(definition(one), definition(version)))
                .orElse(List.of());
        return new Brief(version, trial, against.orElse(null), changes);
    }

    private ContactLaw law() {
        return laws.law()
                .orElseThrow(() -> new IllegalStateException("no policy pack is loaded: nothing can be tried"));
    }

    private Definition definition(Version version) {
        return workflows.version(version.workflow(), version.version());
    }

    private Surroundings around(String workflow) {
        return Surroundings.NONE.with(prefix -> older(workflow, prefix));
    }

    private Optional<Definition> older(String workflow, String prefix) {
        var found = prefix.length() < Migration.SHORTEST ? List.<String>of() : definitions.beginning(workflow, prefix);
        return found.size() == 1 ? Optional.of(workflows.version(workflow, found.getFirst())) : Optional.empty();
    }

    /// Somebody stands up for a definition. The same content again is the same version, with its scenarios as they are
    /// now.
    Brief draft(WorkflowSource source, Person author, String reason) {
        Definition definition;
        try {
            definition = DefinitionReader.readAll(source.files(), source.main());
        } catch (InvalidDefinition invalid) {
            throw new Refused("versions.broken", String.valueOf(invalid.getMessage()));
        }
        var name = definition.name();
        return brief(decided(() -> {
            definitions.keep(name, definition.version(), source);
            var known = store.find(name, definition.version());
            var draft = known.orElseGet(() -> store.add(name, definition.version(), source.scenarios(), author.name()));
            if (draft.state() != State.DRAFT) {
                throw new Refused(
                        "versions.not-a-draft",
                        "This content is " + draft.label() + ", which is "
                                + draft.state().word()
                                + ". A version is never changed; change the file and draft it anew.");
            }
            if (draft.author() != null && !author.is(draft.author())) {
                throw new Refused(
                        "versions.other-author",
                        draft.author() + " has drafted this as " + draft.label() + "; approve it instead.");
            }
            store.author(draft, author);
            store.scenarios(draft, source.scenarios());
            store.record(name, draft.version(), "drafted", author, reason, Map.of());
            return store.find(name, draft.version()).orElseThrow();
        }));
    }

    /// A second person agrees to a version that was tried.
    Brief approve(String workflow, String numberOrHash, Person approver, String reason) {
        needReason(reason);
        var brief = brief(find(workflow, numberOrHash));
        var approved = decided(() -> {
            var version = find(workflow, numberOrHash);
            mayApprove(version, approver);
            if (!version.scenarios().equals(brief.version().scenarios())) {
                throw new Refused("versions.changed", "Its scenarios have just been changed; look at it again.");
            }
            brief.trial().objection().ifPresent(why -> {
                throw new Refused("versions.fails", version.label() + " is not approved: " + why + ".");
            });
            store.approved(version, approver);
            store.record(workflow, version.version(), "approved", approver, reason, tried(brief));
            return find(workflow, numberOrHash);
        });
        return new Brief(approved, brief.trial(), brief.against(), brief.changes());
    }

    private static void mayApprove(Version version, Person approver) {
        if (version.state() == State.APPROVED || version.state() == State.PUBLISHED) {
            throw new Refused(
                    "versions.approved-already",
                    version.label() + " is " + version.state().word() + "; " + version.approvedBy() + " approved it.");
        }
        if (version.author() == null) {
            throw new Refused(
                    "versions.nobodys-draft",
                    version.label()
                            + " was found in the folder and nobody has put a name to it. Whoever wrote it drafts it"
                            + " first; then a second person approves it.");
        }
        if (approver.is(version.author())) {
            throw new Refused(
                    "versions.own-draft",
                    approver.name() + " has drafted " + version.label() + "; a second person has to approve it.");
        }
    }

    /// What the approval was given to, for whoever asks later.
    private static Map<String, Object> tried(Brief brief) {
        var tried = new LinkedHashMap<String, Object>();
        tried.put("scenariosPassed", brief.trial().passed());
        tried.put("warnings", brief.trial().warnings().size());
        tried.put("differences", brief.changes().size());
        if (brief.against() != null) {
            tried.put("against", brief.against().version());
        }
        return tried;
    }

    /// Lets new cases have a version: all of them, or those of a share of the customers first.
    Version publish(String workflow, String numberOrHash, int share, Person person, String reason) {
        needReason(reason);
        needShare(share);
        return decided(() -> {
            var version = find(workflow, numberOrHash);
            if (version.state() != State.APPROVED) {
                throw new Refused("versions.not-approved", notApproved(version));
            }
            var now = store.rollout(workflow);
            var before = now.map(Rollout::version).orElse(null);
            if (before == null && share < ALL) {
                throw new Refused(
                        "versions.first",
                        version.label()
                                + " is the first of its workflow; there is none for the rest. Publish it to all.");
            }
            now.filter(one -> one.share() < ALL).ifPresent(one -> {
                throw new Refused("versions.under-way", underWay(one));
            });
            store.published(version, person, before);
            if (before != null && share == ALL) {
                store.state(workflow, before, State.RETIRED);
            }
            store.put(new Rollout(workflow, version.version(), share, before));
            store.record(workflow, version.version(), "published", person, reason, Map.of("share", share));
            return find(workflow, numberOrHash);
        });
    }

    private static String notApproved(Version version) {
        return switch (version.state()) {
            case PUBLISHED -> version.label() + " is published; raise its share with rollout.";
            case RETIRED -> version.label() + " is retired; a second person has to approve it again first.";
            case DRAFT, APPROVED -> version.label() + " is a draft; a second person has to approve it first.";
        };
    }

    private String underWay(Rollout rollout) {
        var label = find(rollout.workflow(), rollout.version()).label();
        return label + " is being tried on " + rollout.share()
                + " % of new cases. Finish that (rollout --share 100%) or" + " take it back (back) first.";
    }

    /// Raises the share of a version that is being tried; 100 finishes it.
    Version rollout(String workflow, int share, Person person, String reason) {
        needReason(reason);
        needShare(share);
        return decided(() -> {
            var now = published(workflow);
            var before = now.before();
            var label = find(workflow, now.version()).label();
            if (now.share() >= share || before == null) {
                throw new Refused(
                        "versions.share",
                        now.share() >= ALL
                                ? label + " has all new cases."
                                : label + " has " + now.share()
                                        + " % of new cases. A share is only raised; to take the version back use back.");
            }
            if (share == ALL) {
                store.state(workflow, before, State.RETIRED);
            }
            store.put(new Rollout(workflow, now.version(), share, before));
            store.record(workflow, now.version(), "rolled-out", person, reason, Map.of("share", share));
            return find(workflow, now.version());
        });
    }

    /// New cases get the version before again. Cases that began on the newer one stay on it.
    ///
    /// @return the version that new cases get now
    Version back(String workflow, Person person, String reason) {
        needReason(reason);
        return decided(() -> {
            var now = published(workflow);
            var before = now.before();
            if (before == null) {
                throw new Refused(
                        "versions.no-version-before",
                        "There is no version before "
                                + find(workflow, now.version()).label() + " to go back to.");
            }
            var back = find(workflow, before);
            store.state(workflow, now.version(), State.RETIRED);
            store.state(workflow, before, State.PUBLISHED);
            store.put(new Rollout(workflow, before, ALL, back.replaced()));
            store.record(
                    workflow, now.version(), "taken-back", person, reason, Map.of("share", now.share(), "to", before));
            store.record(workflow, before, "put-back", person, reason, Map.of("from", now.version()));
            return find(workflow, before);
        });
    }

    /// Whether parked cases of one version may be moved to another: one that new cases get or have got, by its map.
    void mayMove(Version from, Version to, String reason) {
        needReason(reason);
        if (to.state() == State.DRAFT || to.state() == State.APPROVED) {
            throw new Refused(
                    "versions.not-published", to.label() + " is " + to.state().word() + "; publish it first.");
        }
        if (Moving.between(definition(from), definition(to)).isEmpty()) {
            throw new Refused(
                    "versions.no-map",
                    "Neither " + from.label() + " nor " + to.label()
                            + " says how cases get from the one to the other. Draft a"
                            + " version with \"migrations\", from: "
                            + from.version().substring(0, Migration.SHORTEST)
                            + ".");
        }
    }

    private Rollout published(String workflow) {
        return store.rollout(workflow).orElseThrow(() -> {
            find(workflow, "1"); // says so if there is no such workflow
            return new Refused("versions.nothing-published", "No version of " + workflow + " is published.");
        });
    }

    private static void needReason(String reason) {
        if (reason.isBlank()) {
            throw new Refused("versions.reason", "A reason is needed; it is kept with what you do.");
        }
    }

    private static void needShare(int share) {
        if (share < 1 || share > ALL) {
            throw new Refused("versions.share", "A share is from 1 to 100 percent of new cases.");
        }
    }

    /// One decision at a time, committed whole, and in force here at once.
    private Version decided(Supplier<Version> decision) {
        var version = Objects.requireNonNull(transactions.execute(_ -> {
            store.lock();
            return decision.get();
        }));
        workflows.refresh();
        return version;
    }
}
