package io.throughline.launcher;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.Finding;
import io.throughline.workflow.Linter;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
        var found = lint(definitions);
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
                definitions.addAll(Neighbours.search(file));
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

    /// Folder by folder, because words beside definitions belong to all of them.
    private List<Located> lint(TreeSet<Path> definitions) throws IOException {
        var folders = new TreeMap<Path, List<Path>>();
        for (var path : definitions) {
            var folder =
                    Objects.requireNonNull(path.toAbsolutePath().normalize().getParent());
            folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(path);
        }
        var neighbours = new Neighbours();
        var older = older();
        var found = new ArrayList<Located>();
        folders.entrySet().parallelStream()
                .map(folder -> lint(folder.getKey(), folder.getValue(), neighbours, older))
                .toList()
                .forEach(found::addAll);
        neighbours.wrong().forEach(finding -> found.add(new Located(Path.of(finding.file()), finding)));
        found.sort(Comparator.comparing(Located::path));
        return found.stream().distinct().toList();
    }

    private Function<String, Optional<Definition>> older() throws IOException {
        var older = new ArrayList<Definition>();
        for (var file : before) {
            older.add(DefinitionReader.read(file));
        }
        return hash ->
                older.stream().filter(one -> one.version().startsWith(hash)).findFirst();
    }

    private static List<Located> lint(
            Path folder, List<Path> definitions, Neighbours neighbours, Function<String, Optional<Definition>> older) {
        try {
            var first = definitions.getFirst();
            var root = Objects.requireNonNullElse(folder.getParent(), folder);
            return new Linter(Rule.all())
                            .lint(
                                    DefinitionReader.surroundings(first),
                                    definitions.stream()
                                            .map(DefinitionReader::main)
                                            .toList(),
                                    neighbours.of(definitions, root).with(older))
                            .stream()
                            .map(finding -> new Located(shown(first, root.resolve(finding.file())), finding))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
