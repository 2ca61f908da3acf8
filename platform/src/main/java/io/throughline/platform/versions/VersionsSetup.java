package io.throughline.platform.versions;

import io.throughline.platform.policies.Laws;
import io.throughline.workflow.DefinitionReader;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class VersionsSetup {
    private static final Logger log = LoggerFactory.getLogger(VersionsSetup.class);
    private final String tenant;

    VersionsSetup(@Value("${throughline.tenant:main}") String tenant) {
        this.tenant = tenant;
    }

    @Bean
    DefinitionStore definitionStore(JdbcTemplate jdbc, InstantSource clock) {
        return new DefinitionStore(jdbc, tenant, clock);
    }

    @Bean
    VersionStore versionStore(JdbcTemplate jdbc, InstantSource clock) {
        return new VersionStore(jdbc, tenant, clock);
    }

    @Bean
    LoadedWorkflows workflows(
            DefinitionStore definitions,
            VersionStore versions,
            PlatformTransactionManager transactions,
            @Qualifier("machineTime") InstantSource machine,
            @Value("${throughline.workflows:workflows}") Path folder) {
        var intake =
                new Intake(versions, definitions, DefinitionReader::readAll, new TransactionTemplate(transactions));
        intake.take(WorkflowSource.in(folder)).forEach(log::warn);
        return new LoadedWorkflows(definitions, versions, DefinitionReader::readAll, machine);
    }

    @Bean
    Versions versions(
            VersionStore store,
            DefinitionStore definitions,
            LoadedWorkflows workflows,
            PlatformTransactionManager transactions,
            Laws laws) {
        return new Versions(store, definitions, workflows, new TransactionTemplate(transactions), laws);
    }
}
