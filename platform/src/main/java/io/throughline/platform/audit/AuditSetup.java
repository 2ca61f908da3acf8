package io.throughline.platform.audit;

import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the room together. Everything it keeps is in the data folder, not in the database.
@Configuration(proxyBeanMethods = false)
class AuditSetup {
    @Bean
    AuditStore auditStore(JdbcTemplate jdbc, @Value("${throughline.tenant:main}") String tenant) {
        return new AuditStore(jdbc, tenant);
    }

    @Bean
    CheckpointFile checkpointFile(@Value("${throughline.data}") Path data) {
        return new CheckpointFile(data.resolve("audit").resolve("checkpoints.jsonl"));
    }

    @Bean
    SigningKey auditKey(@Value("${throughline.data}") Path data) {
        return SigningKey.in(data.resolve("keys"));
    }

    @Bean
    Checkpoints checkpoints(
            AuditStore store,
            CheckpointFile file,
            SigningKey key,
            PlatformTransactionManager transactions,
            @Qualifier("machineTime") InstantSource machine) {
        return new Checkpoints(store, file, key, snapshot(transactions), machine);
    }

    @Bean
    AuditVerifier auditVerifier(
            AuditStore store, CheckpointFile file, SigningKey key, PlatformTransactionManager transactions) {
        return new AuditVerifier(store, file, key, snapshot(transactions));
    }

    /// One snapshot for a whole read, and nothing written.
    static TransactionTemplate snapshot(PlatformTransactionManager transactions) {
        var template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        template.setReadOnly(true);
        return template;
    }
}
