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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads a workflow: its YAML file, the `messages.yaml`, `disclosures.yaml` and `words.yaml` beside
/// it, and the catalogues of connected systems in the `systems` folder next to its own. Everything
/// wrong is reported together, each with file, line and column.
public final class DefinitionReader {
    private static final Set<String> BESIDE = Set.of(Linter.MESSAGES, Linter.DISCLOSURES, Linter.WORDS, Linter.QUEUES);

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
        for (var name : new String[] {Linter.MESSAGES, Linter.DISCLOSURES, Linter.WORDS}) {
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

    /// What the linter looks at: the bundle, the other workflows of its folder, and who serves which queue.
    public static Map<String, String> surroundings(Path file) throws IOException {
        var files = new TreeMap<>(bundle(file));
        var folder = folder(file);
        try (Stream<Path> list = Files.list(folder)) {
            for (var sibling : list.filter(DefinitionReader::isWorkflow).toList()) {
                files.put(main(sibling), Files.readString(sibling));
            }
        }
        var queues = folder(folder).resolve(Linter.QUEUES);
        if (Files.exists(queues)) {
            files.put(Linter.QUEUES, Files.readString(queues));
        }
        return files;
    }

    /// The name of a workflow file inside its bundle.
    public static String main(Path file) {
        return folder(file).getFileName() + "/" + file.getFileName();
    }

    /// Whether a file below a workflows folder is a workflow that runs, and not messages, disclosures, a catalogue or
    /// something to rehearse with.
    public static boolean isWorkflow(Path file) {
        return isWorkflow(main(file));
    }

    /// The same of a name such as `collections/arrears.yaml`.
    static boolean isWorkflow(String main) {
        var name = main.substring(main.lastIndexOf('/') + 1);
        return name.endsWith(".yaml")
                && !name.endsWith(".scenarios.yaml")
                && !BESIDE.contains(name)
                && !main.startsWith("systems/")
                && !main.startsWith("imports/")
                && !main.startsWith("policies/")
                && !main.startsWith("replay/")
                && !main.startsWith("rehearsals/");
    }

    /// Reads a definition from the text of its files.
    ///
    /// @param main the workflow's own file in `files`
    /// @throws InvalidDefinition if anything is wrong with it
    public static Definition readAll(Map<String, String> files, String main) {
        return readAll(files, main, Surroundings.NONE);
    }

    /// The same, where older versions are at hand: then its migrations must hold too.
    ///
    /// @throws InvalidDefinition if anything is wrong with it
    public static Definition readAll(Map<String, String> files, String main, Surroundings around) {
        return Linter.read(files, main, hash(own(files, main)), around);
    }

    /// Of all files below a workflows folder those that this definition is made of, so that a change to another
    /// workflow or to scenarios does not make a new version of it.
    private static Map<String, String> own(Map<String, String> files, String main) {
        var folder = main.substring(0, main.lastIndexOf('/') + 1);
        var own = new TreeMap<>(files);
        own.keySet()
                .removeIf(name -> !name.equals(main)
                        && !name.equals(folder + Linter.MESSAGES)
                        && !name.equals(folder + Linter.DISCLOSURES)
                        && !name.equals(folder + Linter.WORDS)
                        && !name.startsWith("systems/"));
        return own;
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
