package io.throughline.platform.versions;

import io.throughline.workflow.Definition;
import io.throughline.workflow.InvalidDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/// What becomes of the definitions in the folder at a start. The first start publishes them: an installation comes with
/// its workflows. Later a file that is new or has changed is a draft, and new cases do not get it until two people have
/// agreed.
final class Intake {
    private final VersionStore store;
    private final DefinitionStore definitions;
    private final WorkflowSource.Reader reader;
    private final TransactionOperations transactions;

    Intake(
            VersionStore store,
            DefinitionStore definitions,
            WorkflowSource.Reader reader,
            TransactionOperations transactions) {
        this.store = store;
        this.definitions = definitions;
        this.reader = reader;
        this.transactions = transactions;
    }

    /// What somebody should know of a start, a line each.
    ///
    /// @throws InvalidDefinition at the first start, if one of the definitions cannot run; none is published then
    List<String> take(List<WorkflowSource> sources) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            store.lock();
            boolean first = store.all().isEmpty();
            var told = new ArrayList<String>();
            for (var source : sources) {
                try {
                    take(source, reader.read(source.files(), source.main()), first, told);
                } catch (InvalidDefinition invalid) {
                    if (first) {
                        throw invalid;
                    }
                    told.add(source.main() + " cannot be read and is left alone; what is published goes on. "
                            + invalid.findings().getFirst());
                }
            }
            return told;
        }));
    }

    private void take(WorkflowSource source, Definition definition, boolean first, List<String> told) {
        var name = definition.name();
        definitions.keep(name, definition.version(), source);
        var known = store.find(name, definition.version());
        if (known.isEmpty() && first) {
            install(store.add(name, definition.version(), source.scenarios(), Person.INSTALLER.name()));
        } else if (known.isEmpty()) {
            var draft = store.add(name, definition.version(), source.scenarios(), null);
            store.record(name, draft.version(), "found", Person.INSTALLER, "in the folder at a start", Map.of());
            told.add(waits(draft));
        } else if (known.get().state() == Version.State.DRAFT) {
            if (known.get().author() == null) {
                store.scenarios(known.get(), source.scenarios());
            }
            told.add(waits(known.get()));
        }
    }

    private void install(Version version) {
        store.approved(version, Person.INSTALLER);
        store.published(version, Person.INSTALLER, null);
        store.put(new Rollout(version.workflow(), version.version(), 100, null));
        store.record(
                version.workflow(),
                version.version(),
                "published",
                Person.INSTALLER,
                "came with the installation",
                Map.of("share", 100));
    }

    private static String waits(Version draft) {
        return "workflow " + draft.workflow() + " has changed: the file is draft " + draft.label()
                + ", which new cases do not get until two people have agreed. See: throughline versions show "
                + draft.label();
    }
}
