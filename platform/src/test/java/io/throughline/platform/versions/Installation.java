package io.throughline.platform.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.TestDatabase;
import io.throughline.platform.cases.RealCases;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The product's own workflows in a folder that changes, and a process that starts again and again on one database, as
/// the application's role.
final class Installation {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z"));
    static final Person ANA = Person.of("ana");
    static final Person BEA = Person.of("bea");
    private static final Set<String> TRADES = Set.of("collections", "payments", "property", "systems");
    static final String WORDS = "we have a private message for you";

    final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.fresh());
    final VersionStore store = new VersionStore(jdbc, "main", CLOCK);
    final DefinitionStore definitions = new DefinitionStore(jdbc, "main", CLOCK);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    private final Random random = new Random(7);
    final Path folder;
    LoadedWorkflows workflows = loaded();
    Versions versions =
            new Versions(store, definitions, workflows, transactions, io.throughline.platform.policies.ShippedLaw.LAWS);
    RealCases real = RealCases.of(jdbc, workflows, CLOCK, random);

    Installation(Path folder) {
        this.folder = folder;
        var from = Path.of("..", "workflows");
        try (var paths = Files.walk(from)) {
            for (var path : (Iterable<Path>) paths.filter(one -> isTaken(from, one))::iterator) {
                var to = folder.resolve(from.relativize(path).toString());
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaken(Path from, Path path) {
        return Files.isRegularFile(path)
                && TRADES.contains(from.relativize(path).getName(0).toString());
    }

    private LoadedWorkflows loaded() {
        return new LoadedWorkflows(definitions, store, DefinitionReader::readAll, CLOCK);
    }

    /// A start of a process; what it says.
    List<String> start() {
        workflows = loaded();
        versions = new Versions(
                store, definitions, workflows, transactions, io.throughline.platform.policies.ShippedLaw.LAWS);
        real = RealCases.of(jdbc, workflows, CLOCK, random);
        return new Intake(store, definitions, DefinitionReader::readAll, transactions).take(WorkflowSource.in(folder));
    }

    Installation started() {
        assertThat(start()).isEmpty();
        return this;
    }

    void change(String file, String good, String other) {
        try {
            var path = folder.resolve(file);
            var text = Files.readString(path);
            assertThat(text).contains(good);
            Files.writeString(path, text.replace(good, other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Other words in the first message of collections.
    void otherWords(String words) {
        change("collections/messages.yaml", WORDS, words);
    }

    WorkflowSource arrears() {
        return WorkflowSource.in(folder).stream()
                .filter(source -> source.main().equals("collections/arrears.yaml"))
                .findFirst()
                .orElseThrow();
    }

    /// Arrears with other words, drafted by Ana.
    Version draft(String words) {
        otherWords(words);
        return versions.draft(arrears(), ANA, "plainer words").version();
    }

    /// The same, approved by Bea.
    Version approved(String words) {
        var draft = draft(words);
        return versions.approve("arrears", "" + draft.number(), BEA, "reads well")
                .version();
    }

    /// Version 2 with a map for the cases of version 1, approved by Bea.
    Version approvedWithMap() {
        var first = versions.find("arrears", "1").version().substring(0, 12);
        change(
                "collections/arrears.yaml",
                "\nsteps:\n",
                "\nmigrations:\n  - from: " + first + "\n    back: {}\n\nsteps:\n");
        return approved("we have something private for you");
    }
}
