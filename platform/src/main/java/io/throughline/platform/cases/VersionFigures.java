package io.throughline.platform.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The resolution stack of each version of a workflow, side by side. A case that was moved counts with the version it
/// is on now.
public final class VersionFigures {
    private final FigureStore store;
    private final Workflows workflows;

    VersionFigures(FigureStore store, Workflows workflows) {
        this.store = store;
        this.workflows = workflows;
    }

    /// By content hash; a version without cases is not there.
    public Map<String, Resolution> of(String workflow) {
        var medians = store.mediansByVersion(workflow);
        var writebacks = store.writebacksByVersion(workflow);
        var standings = new TreeMap<String, List<FigureStore.Standing>>();
        store.standings().stream()
                .filter(one -> one.workflow().equals(workflow))
                .forEach(one -> standings
                        .computeIfAbsent(one.version(), _ -> new ArrayList<>())
                        .add(one));
        var figures = new TreeMap<String, Resolution>();
        standings.forEach((version, its) -> figures.put(
                version,
                Resolution.of(its, medians.get(version), writebacks.getOrDefault(version, Map.of()), workflows)));
        return figures;
    }
}
