package io.throughline.workflow;

import io.throughline.records.RecordSystem;
import java.util.Map;

/// Reads a system's record operations and the policy pack that rules them. Everything wrong is reported together, each
/// with
/// file, line and column.
public final class RecordSystemReader {
    private RecordSystemReader() {}

    /// Reads from the text of the files of a workflows folder.
    ///
    /// @param system the catalogue of the system, `systems/*.yaml`
    /// @param policy the policy pack, `policies/*.yaml`
    /// @throws InvalidDefinition if anything is wrong with them
    public static RecordSystem read(Map<String, String> files, String system, String policy) {
        var problems = new Problems();
        var systemTable = parse(files, system, "the system", problems);
        var policyTable = parse(files, policy, "the policy", problems);
        if (systemTable == null || policyTable == null) {
            problems.throwIfAny();
            throw new IllegalStateException("a file without a table has a problem");
        }
        var pack = PolicyPack.read(policyTable, problems);
        var read = new OperationsBuilder(systemTable, pack, problems).build();
        problems.throwIfAny();
        return read;
    }

    private static @org.jspecify.annotations.Nullable Table parse(
            Map<String, String> files, String file, String what, Problems problems) {
        var text = files.get(file);
        if (text == null) {
            problems.add(new Problem(file, 1, 1, "missing", "there is no such file"));
            return null;
        }
        return Table.parse(file, text, what, problems);
    }
}
