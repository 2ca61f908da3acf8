package io.throughline.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads a workflow: its YAML file, the `messages.yaml` and `disclosures.yaml` beside it, and the catalogues of
/// connected systems in
/// the `systems` folder next to its own. Everything wrong is reported together, each with file, line and
/// column.
public final class DefinitionReader {
    private static final String MESSAGES = "messages.yaml";
    private static final String DISCLOSURES = "disclosures.yaml";

    private DefinitionReader() {}

    /// Reads a definition from its folder.
    ///
    /// @throws InvalidDefinition if anything is wrong with it
    public static Definition read(Path file) throws IOException {
        var bundle = bundle(file);
        return readAll(bundle, main(file));
    }

    /// The files that make up a definition, by path below the workflows folder: what has to be kept to run this
    /// version later.
    public static Map<String, String> bundle(Path file) throws IOException {
        var folder = folder(file);
        var root = folder(folder);
        var files = new TreeMap<String, String>();
        files.put(main(file), Files.readString(file));
        for (var name : new String[] {MESSAGES, DISCLOSURES}) {
            if (Files.exists(folder.resolve(name))) {
                files.put(folder.getFileName() + "/" + name, Files.readString(folder.resolve(name)));
            }
        }
        for (var shared : new String[] {"systems", "policies"}) {
            addAll(root.resolve(shared), files);
        }
        return files;
    }

    private static void addAll(Path folder, Map<String, String> files) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> list = Files.list(folder)) {
                for (var file : list.filter(path -> path.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    files.put(folder.getFileName() + "/" + file.getFileName(), Files.readString(file));
                }
            }
        }
    }

    /// The name of a workflow file inside its bundle.
    public static String main(Path file) {
        return folder(file).getFileName() + "/" + file.getFileName();
    }

    /// Whether a file below a workflows folder is a workflow, and not messages, disclosures or a catalogue.
    public static boolean isWorkflow(Path file) {
        var name = file.getFileName().toString();
        var folder = folder(file).getFileName().toString();
        return name.endsWith(".yaml")
                && !name.endsWith(".scenarios.yaml")
                && !name.equals(MESSAGES)
                && !name.equals(DISCLOSURES)
                && !folder.equals("systems")
                && !folder.equals("imports")
                && !folder.equals("policies")
                && !folder.equals("replay");
    }

    /// Reads a definition from the text of its files.
    ///
    /// @param main the workflow's own file in `files`
    /// @throws InvalidDefinition if anything is wrong with it
    public static Definition readAll(Map<String, String> files, String main) {
        var problems = new Problems();
        var folder = main.substring(0, main.lastIndexOf('/') + 1);
        var catalogue = Library.catalogue(files, problems);
        var messages = Library.messages(folder + MESSAGES, files, problems);
        var disclosures = Library.disclosures(folder + DISCLOSURES, files, problems);
        var text = files.getOrDefault(main, "");
        var table = Table.parse(main, text, "the workflow", problems);
        if (table == null) {
            problems.throwIfAny();
            throw new IllegalStateException("a file without a table has a problem");
        }
        var definition = new DefinitionBuilder(table, catalogue, messages, disclosures, problems).build(hash(files));
        problems.throwIfAny();
        new FlowCheck(definition, table, problems).check();
        problems.throwIfAny();
        return definition;
    }

    private static Path folder(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().normalize().getParent(), "a workflow lies in a folder");
    }

    private static String hash(Map<String, String> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(files).forEach((name, text) -> {
                digest.update((name + "\n" + text.length() + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
