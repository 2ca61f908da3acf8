package io.throughline.platform.cases;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.throughline.workflow.Definition;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// The product's own store over a given database, for benchmarks. In this package because what it puts
/// together is nobody else's business.
public final class BenchedStore {
    static final String TENANT = "bench";

    private BenchedStore() {}

    public static Cases over(DataSource source, Definition definition, InstantSource clock, RandomGenerator random) {
        var jdbc = new JdbcTemplate(source);
        return new DurableCases(
                new CaseStore(jdbc, TENANT),
                new CaseWriter(new ChangeStore(jdbc, TENANT), Pause.PARKED, CaseSettings.usual()),
                new KnownCases(CaseSettings.usual().known()),
                new One(definition),
                Rules.ENGINE,
                TENANT,
                clock,
                random,
                Pause.PARKED,
                new CaseSignals(new SimpleMeterRegistry()));
    }

    record One(Definition definition) implements Workflows {
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
