package io.throughline.launcher;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A version as people write it: `arrears@2`, or with the beginning of its content hash.
record VersionRef(String workflow, String version) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)@([0-9a-f]{1,64})");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static VersionRef of(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "\"" + text
                            + "\" is no version; write it as arrears@2. All there are: ./throughline versions list");
        }
        return new VersionRef(match.group(1), match.group(2));
    }

    String path() {
        return VersionPage.PATH + "/" + workflow + "/" + version;
    }

    String label() {
        return workflow + "@" + version;
    }

    JsonNode ask(CommonOptions common) {
        return common.ask(path(), PATIENCE);
    }

    /// The definition as the platform keeps it.
    Definition read(CommonOptions common) {
        JsonNode source = common.ask(path() + "/source", PATIENCE);
        var files = new TreeMap<String, String>();
        source.path("files").forEachEntry((name, text) -> files.put(name, text.asString("")));
        return DefinitionReader.readAll(files, Json.text(source, "main"));
    }
}
