package io.throughline.platform.cases;

import io.throughline.workflow.Definition;
import java.util.List;

/// The definitions in force, by name, and every version that a case is pinned to.
public interface Workflows {
    /// The version that is out entirely.
    ///
    /// @throws Cases.UnknownWorkflow if there is none of that name
    Definition current(String name);

    /// The version that a new case gets: while another is tried on a share of the customers, some get that one.
    ///
    /// @param key of the customer; the same key gets the same version
    /// @throws Cases.UnknownWorkflow if there is none of that name
    default Definition opening(String name, String key) {
        return current(name);
    }

    /// The version a case is pinned to.
    Definition version(String name, String version);

    List<String> names();
}
