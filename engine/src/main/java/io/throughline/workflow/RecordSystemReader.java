package io.throughline.workflow;

import io.throughline.records.RecordSystem;
import java.util.Map;

/// Reads a system's record operations and the policy pack that rules them. Everything wrong is
/// reported together, each with file, line and column.
public final class RecordSystemReader {
    private RecordSystemReader() {}

    /// Reads from the text of the files of a workflows folder.
    ///
    /// @param system the catalogue of the system, `systems/*.yaml`
    /// @param policy the policy pack, `policies/*.yaml`
    /// @throws InvalidDefinition if anything is wrong with them
    public static RecordSystem read(Map<String, String> files, String system, String policy) {
        var findings = new Findings(Rule.errors());
        var systemTable = parse(files, system, "the system", findings);
        var policyTable = parse(files, policy, "the policy", findings);
        if (systemTable == null || policyTable == null) {
            findings.throwIfWrong();
            throw new IllegalStateException("a file without a table has a problem");
        }
        var pack = PolicyPack.read(policyTable, findings);
        var read = new OperationsBuilder(systemTable, pack, findings).build();
        findings.throwIfWrong();
        return read;
    }

    private static @org.jspecify.annotations.Nullable Table parse(
            Map<String, String> files, String file, String what, Findings findings) {
        var text = files.get(file);
        if (text == null) {
            findings.add(new Finding(file, 1, 1, io.throughline.workflow.Rule.MISSING, "there is no such file"));
            return null;
        }
        return Table.parse(file, text, what, findings);
    }
}
