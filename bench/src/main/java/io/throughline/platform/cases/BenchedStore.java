package io.throughline.platform.cases;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.workflow.Definition;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The product's own store over a given database, for benchmarks. In this package because what it puts together is
/// nobody else's business.
public final class BenchedStore {
    private BenchedStore() {}

    public static Cases over(DataSource source, Definition definition, InstantSource clock, RandomGenerator random) {
        var jdbc = new JdbcTemplate(source);
        return new DurableCases(
                new CaseStore(jdbc, "bench"),
                new CaseWriter(
                        new ChangeStore(jdbc, "bench"),
                        new TransactionTemplate(new JdbcTransactionManager(source)),
                        Pause.PARKED,
                        CaseSettings.usual()),
                new KnownCases(CaseSettings.usual().known()),
                new One(definition),
                Rules.ENGINE,
                "bench",
                clock,
                random,
                Pause.PARKED,
                new CaseSignals(new SimpleMeterRegistry()));
    }

    private record One(Definition definition) implements Workflows {
        @Override
        public Definition current(String name) {
            return definition;
        }

        @Override
        public Definition version(String name, String version) {
            return definition;
        }

        @Override
        public List<String> names() {
            return List.of(definition.name());
        }
    }
}
