package io.throughline.platform.versions;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Definitions from their kept sources: for new cases as the rollout says, for others the version they are pinned to.
/// What another node publishes is seen here after two seconds at the latest.
final class LoadedWorkflows implements Workflows {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final DefinitionStore store;
    private final VersionStore decided;
    private final WorkflowSource.Reader reader;
    private final InstantSource machine;
    private final Map<String, Definition> versions = new ConcurrentHashMap<>();
    private volatile Read read = new Read(Map.of(), Instant.MIN);

    LoadedWorkflows(DefinitionStore store, VersionStore decided, WorkflowSource.Reader reader, InstantSource machine) {
        this.store = store;
        this.decided = decided;
        this.reader = reader;
        this.machine = machine;
    }

    private record Read(Map<String, Rollout> rollouts, Instant at) {}

    /// Reads anew which versions new cases get.
    void refresh() {
        var rollouts = new TreeMap<String, Rollout>();
        decided.rollouts().forEach(one -> rollouts.put(one.workflow(), one));
        read = new Read(rollouts, machine.instant());
    }

    private Map<String, Rollout> rollouts() {
        var known = read;
        if (known.at().equals(Instant.MIN)
                || machine.instant().isAfter(known.at().plus(FRESH))) {
            refresh();
        }
        return read.rollouts();
    }

    private Rollout rollout(String name) {
        var rollout = rollouts().get(name);
        if (rollout == null) {
            throw new Cases.UnknownWorkflow(name, names());
        }
        return rollout;
    }

    @Override
    public Definition current(String name) {
        return version(name, rollout(name).settled());
    }

    @Override
    public Definition opening(String name, String key) {
        return version(name, rollout(name).versionFor(key));
    }

    @Override
    public Definition version(String name, String version) {
        return versions.computeIfAbsent(version, wanted -> {
            var source = store.find(name, wanted)
                    .orElseThrow(() -> new IllegalStateException(
                            "version " + wanted + " of workflow " + name + " was never loaded here"));
            return reader.read(source.files(), source.main());
        });
    }

    @Override
    public List<String> names() {
        return List.copyOf(rollouts().keySet());
    }
}
