package io.throughline.platform.cases;

import io.throughline.workflow.Definition;
import java.util.List;

/// The definitions in force, by name, and every version that a case is pinned to.
public interface Workflows {
    /// The version new cases get.
    ///
    /// @throws Cases.UnknownWorkflow if there is none of that name
    Definition current(String name);

    /// The version a case is pinned to.
    Definition version(String name, String version);

    List<String> names();
}
