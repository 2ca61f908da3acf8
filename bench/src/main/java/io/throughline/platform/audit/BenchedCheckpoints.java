package io.throughline.platform.audit;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// The product's own signed checkpoints, over a given database and into a given folder.
public final class BenchedCheckpoints implements AutoCloseable {
    private final Checkpoints checkpoints;

    public BenchedCheckpoints(DataSource source, String tenant, Path folder, InstantSource machine) {
        checkpoints = new Checkpoints(
                new AuditStore(new JdbcTemplate(source), tenant),
                new CheckpointFile(folder.resolve("checkpoints.jsonl")),
                SigningKey.in(folder.resolve("keys")),
                AuditSetup.snapshot(new JdbcTransactionManager(source)),
                machine);
        checkpoints.start();
    }

    @Override
    public void close() {
        checkpoints.stop();
    }
}
