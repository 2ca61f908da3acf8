package io.throughline.workflow;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds everything that is wrong, or unwise, in definitions: every [Rule] in force over every file, all findings at
/// once and in the order of their places. Loading a definition asks it for the errors.
public final class Linter {
    static final String MESSAGES = "messages.yaml";
    static final String DISCLOSURES = "disclosures.yaml";
    static final String WORDS = "words.yaml";
    static final String QUEUES = QueueFile.NAME;
    /// What can be said even of a definition whose steps could not be read.
    private static final Set<Rule> OF_THE_HEAD = EnumSet.of(
            Rule.RESOLUTION_MAP,
            Rule.TOO_MANY_SUCCESSES,
            Rule.TOO_MANY_TOUCHES,
            Rule.REVEALS_ACCOUNT,
            Rule.LINK_MISSING,
            Rule.WRONG_CHANNEL);

    private final Set<Rule> rules;

    /// @param rules those in force
    public Linter(Set<Rule> rules) {
        this.rules = Set.copyOf(rules);
    }

    /// Looks at workflows.
    ///
    /// @param files by path below the workflows folder: workflows, messages, disclosures, catalogues of systems
    /// @param workflows which of them to look at
    public List<Finding> lint(Map<String, String> files, Collection<String> workflows, Surroundings around) {
        var findings = new Findings(rules);
        var catalogue = Library.catalogue(files, findings);
        var served = Library.queues(files, findings);
        var folders = new TreeMap<String, Folder>();
        for (var file : workflows) {
            var folder = folders.computeIfAbsent(folder(file), name -> new Folder(name, files, findings));
            read(files, file, "", folder, catalogue, served, around, findings);
        }
        for (var folder : folders.values()) {
            folder.unused(files, findings);
        }
        return findings.all();
    }

    /// Reads a workflow that has no errors.
    ///
    /// @throws InvalidDefinition with all errors, if it has some
    static Definition read(Map<String, String> files, String file, String version, Surroundings around) {
        var findings = new Findings(Rule.errors());
        var folder = new Folder(folder(file), files, findings);
        var catalogue = Library.catalogue(files, findings);
        var read = new Linter(Rule.errors()).read(files, file, version, folder, catalogue, null, around, findings);
        findings.throwIfWrong();
        return read.orElseThrow(() -> new IllegalStateException("a file that cannot be read has an error"));
    }

    private Optional<Definition> read(
            Map<String, String> files,
            String file,
            String version,
            Folder folder,
            Catalogue catalogue,
            @Nullable Set<String> served,
            Surroundings around,
            Findings findings) {
        var table = Table.parse(file, files.getOrDefault(file, ""), "the workflow", findings);
        if (table == null) {
            return Optional.empty();
        }
        folder.uses(file, table);
        var builder = new DefinitionBuilder(
                table, catalogue, folder.messages, folder.disclosures, folder.translations, findings);
        var definition = builder.build(version);
        boolean readable = builder.isReadable() && !definition.steps().isEmpty();
        var certain = readable ? Certain.onEntry(definition, PathRules::established) : Map.<String, Set<String>>of();
        var draft = new Draft(definition, table, certain, around, served, findings);
        for (var rule : rules) {
            if (readable || OF_THE_HEAD.contains(rule)) {
                rule.check().ifPresent(check -> check.run(draft));
            }
        }
        return Optional.of(definition);
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /// What lies beside workflows and is theirs together.
    private static final class Folder {
        private final String name;
        private final Map<String, Definition.Message> messages;
        private final Map<String, Definition.Disclosure> disclosures;
        private final Map<String, Definition.Translation> translations;
        private final Set<String> seen = new HashSet<>();
        private final Set<String> used = new HashSet<>();

        Folder(String name, Map<String, String> files, Findings findings) {
            this.name = name;
            this.messages = Library.messages(name + MESSAGES, files, findings);
            this.disclosures = Library.disclosures(name + DISCLOSURES, files, findings);
            this.translations = Library.translations(name + WORDS, files, findings);
        }

        /// Words that no workflow of the folder uses, whether it was looked at or not.
        void unused(Map<String, String> files, Findings findings) {
            for (var file : files.keySet()) {
                if (folder(file).equals(name) && DefinitionReader.isWorkflow(file) && !seen.contains(file)) {
                    var text = files.getOrDefault(file, "");
                    var table = Table.parse(file, text, "the workflow", new Findings(Set.of()));
                    if (table == null) {
                        return; // what a file says that cannot be read is anybody's guess
                    }
                    uses(file, table);
                }
            }
            unused(name + MESSAGES, files, messages.keySet(), Rule.UNUSED_MESSAGE, findings);
            unused(name + DISCLOSURES, files, disclosures.keySet(), Rule.UNUSED_DISCLOSURE, findings);
        }

        private void uses(String file, Table table) {
            seen.add(file);
            for (var touch : table.tables("outreach", "the touch")) {
                touch.find("message").ifPresent(used::add);
            }
            table.findTable("steps").ifPresent(steps -> {
                for (var step : steps.keys()) {
                    var entry = steps.entry(step, "the step");
                    entry.find("message").ifPresent(used::add);
                    entry.find("text").ifPresent(used::add);
                }
            });
        }

        private void unused(String file, Map<String, String> files, Set<String> there, Rule rule, Findings findings) {
            var table = files.containsKey(file)
                    ? Table.parse(file, files.get(file), "the words", new Findings(Set.of()))
                    : null;
            if (table != null) {
                for (var name : there) {
                    if (!used.contains(name)) {
                        findings.add(
                                file,
                                table.atKey(name),
                                rule,
                                "no workflow of this folder uses \"" + name + "\"; remove it or use it");
                    }
                }
            }
        }
    }
}
