package io.throughline.launcher;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Finding;
import io.throughline.workflow.Linter;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Severity;
import io.throughline.workflow.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says everything that is wrong, or unwise, in definitions. Needs nothing to run.
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Check definitions: every path, every rule, all findings at once.",
            "Exit code 5 when there is an error, with --strict also when there is a warning."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./throughline lint workflows",
            "  ./throughline lint workflows/collections/arrears.yaml --strict",
            "  ./throughline lint workflows --json | jq '.[].rule'"
        })
final class LintCommand implements Callable<Integer> {
    private static final Pattern HEAD = Pattern.compile("(?m)^(workflow|resolution|steps):");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A definition, or a folder that is searched for them.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Let warnings count as problems.")
    private boolean strict;

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description =
                    "An older version, from which the definition's \"migrations\" move cases. May be given again.")
    private List<Path> before = List.of();

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        var definitions = definitions();
        var found = lint(definitions, around());
        if (output.json) {
            output.terminal().data(json(found));
        } else {
            var report = new LintReport(output.terminal(), found, definitions.size());
            report.print((System.nanoTime() - started) / 1e9);
        }
        boolean stops = found.stream().anyMatch(one -> strict || one.finding().severity() == Severity.ERROR);
        return stops ? ExitCode.BAD_INPUT : ExitCode.OK;
    }

    /// A finding and the file it is in, as the caller would write it.
    record Located(Path path, Finding finding) {}

    private TreeSet<Path> definitions() throws IOException {
        var definitions = new TreeSet<Path>();
        for (var file : files) {
            if (Files.isDirectory(file)) {
                definitions.addAll(search(file));
            } else if (Files.isReadable(file)) {
                definitions.add(file);
            } else {
                throw new CommandFailure(ExitCode.NOT_FOUND, "There is no file " + file);
            }
        }
        if (definitions.isEmpty()) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "There is no definition in " + files.getFirst());
        }
        return definitions;
    }

    private static List<Path> search(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (var file : below.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .toList()) {
                if (HEAD.matcher(Files.readString(file)).find()) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /// Folder by folder, because words beside definitions belong to all of them.
    private static List<Located> lint(TreeSet<Path> definitions, Surroundings around) throws IOException {
        var folders = new TreeMap<Path, List<Path>>();
        for (var path : definitions) {
            var folder =
                    Objects.requireNonNull(path.toAbsolutePath().normalize().getParent());
            folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(path);
        }
        var linter = new Linter(Rule.all());
        var found = new ArrayList<Located>();
        for (var folder : folders.entrySet()) {
            var first = folder.getValue().getFirst();
            var names = folder.getValue().stream().map(DefinitionReader::main).toList();
            var root = Objects.requireNonNullElse(folder.getKey().getParent(), folder.getKey());
            for (var finding : linter.lint(DefinitionReader.surroundings(first), names, around)) {
                found.add(new Located(shown(first, root.resolve(finding.file())), finding));
            }
        }
        found.sort(Comparator.comparing(Located::path));
        return found.stream().distinct().toList();
    }

    private Surroundings around() throws IOException {
        var older = new ArrayList<Definition>();
        for (var file : before) {
            older.add(DefinitionReader.read(file));
        }
        return new Surroundings(
                null,
                hash -> older.stream()
                        .filter(one -> one.version().startsWith(hash))
                        .findFirst());
    }

    /// A path as the caller wrote the one beside it: absolute, or from here.
    private static Path shown(Path written, Path file) {
        var here = Path.of("").toAbsolutePath();
        return written.isAbsolute() || !file.startsWith(here) ? file : here.relativize(file);
    }

    private static String json(List<Located> found) {
        var list = Json.array();
        for (var one : found) {
            list.addObject()
                    .put("file", one.path().toString())
                    .put("line", one.finding().line())
                    .put("column", one.finding().column())
                    .put("severity", one.finding().severity().word())
                    .put("rule", one.finding().rule().id())
                    .put("message", one.finding().message());
        }
        return Json.print(list);
    }
}
