package io.throughline.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A definition with one fault. Its first line says what the linter must find, and where:
/// `# expect identity-before-facts at 41:9`, with the file before the place where it is one beside.
record Broken(Path path, String file, Map<String, String> files, String expected) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "broken");
    static final String NOTHING = "nothing";

    static List<Broken> all() {
        try (Stream<Path> folders = Files.walk(FOLDER)) {
            var all = new ArrayList<Broken>();
            for (var path : folders.filter(Files::isRegularFile)
                    .filter(path -> !path.getParent().equals(FOLDER))
                    .filter(DefinitionReader::isWorkflow)
                    .sorted()
                    .toList()) {
                var expected = Files.readAllLines(path).getFirst().replace("# expect ", "");
                all.add(new Broken(path, DefinitionReader.main(path), DefinitionReader.surroundings(path), expected));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isSound() {
        return expected.equals(NOTHING);
    }

    Rule rule() {
        return Rule.of(expected.substring(0, expected.indexOf(' '))).orElseThrow();
    }

    /// What the linter finds with these rules, as the first line would say it.
    List<String> found(Set<Rule> rules) {
        var found = new Linter(rules)
                .lint(files, List.of(file), around()).stream()
                        .map(finding -> finding.rule().id() + " at " + place(finding))
                        .toList();
        return found.isEmpty() ? List.of(NOTHING) : found;
    }

    List<String> foundWithout(Rule rule) {
        var rules = EnumSet.complementOf(EnumSet.of(rule));
        return found(rules);
    }

    private String place(Finding finding) {
        var beside = finding.file().substring(finding.file().indexOf('/') + 1);
        return (finding.file().equals(file) ? "" : beside + ":") + finding.line() + ":" + finding.column();
    }

    /// Where scenarios count, those that try everything in the sound definition; where children do, those of
    /// `children`; where migrations do, the older version.
    Surroundings around() {
        if (file.startsWith("migrations/") && (isSound() || rule() != Rule.MIGRATION_UNCHECKED)) {
            return Surroundings.NONE.with(_ -> Optional.of(DefinitionReader.readAll(files, "migrations/older.yaml")));
        }
        if (isSound()) {
            return Surroundings.NONE;
        }
        return switch (rule()) {
            case NO_SCENARIO -> new Surroundings(tried(), null);
            case UNKNOWN_PURPOSE -> Surroundings.NONE.with(Set.of("debt-collection", "service"));
            case CHILD_WORKFLOW -> new Surroundings(Map.of(), children());
            default -> Surroundings.NONE;
        };
    }

    private Map<String, Set<String>> tried() {
        var sound = DefinitionReader.readAll(files, file.substring(0, file.indexOf('/')) + "/sound.yaml");
        var tried = new HashSet<String>();
        if (!path.toString().contains("--none-at-all")) {
            for (var step : sound.steps().values()) {
                Draft.ways(step).forEach(way -> tried.add(step.name() + "." + way.outcome()));
            }
        }
        return Map.of(sound.name(), tried);
    }

    private static Map<String, Definition> children() {
        try {
            var child = DefinitionReader.read(FOLDER.resolve("children/contact-change.yaml"));
            return Map.of(child.name(), child);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.getFileName() + ": " + expected;
    }
}
