package io.throughline.platform.cases;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CaseSettings.class, EffectSettings.class})
class CasesSetup {
    private final String tenant;

    CasesSetup(@Value("${throughline.tenant:main}") String tenant) {
        this.tenant = tenant;
    }

    @Bean(defaultCandidate = false)
    RandomGenerator caseRandom() {
        return new SecureRandom();
    }

    @Bean
    CaseSignals caseSignals(MeterRegistry meters) {
        return new CaseSignals(meters);
    }

    @Bean
    CaseStore caseStore(JdbcTemplate jdbc) {
        return new CaseStore(jdbc, tenant);
    }

    @Bean
    CaseWriter caseWriter(JdbcTemplate jdbc, CaseSettings settings) {
        return new CaseWriter(new ChangeStore(jdbc, tenant), Pause.PARKED, settings);
    }

    @Bean
    EffectStore effectStore(JdbcTemplate jdbc, InstantSource clock, CaseSignals signals) {
        return new EffectStore(jdbc, tenant, clock, signals);
    }

    @Bean
    FigureStore figureStore(JdbcTemplate jdbc) {
        return new FigureStore(jdbc, tenant);
    }

    @Bean
    DurableCases cases(
            CaseStore store,
            CaseWriter writer,
            CaseSettings settings,
            Workflows workflows,
            InstantSource clock,
            @Qualifier("caseRandom") RandomGenerator random,
            CaseSignals signals) {
        return new DurableCases(
                store,
                writer,
                new KnownCases(settings.known()),
                workflows,
                Rules.ENGINE,
                tenant,
                clock,
                random,
                Pause.PARKED,
                signals);
    }

    @Bean
    EffectDispatcher effectDispatcher(
            EffectStore store,
            DurableCases cases,
            ObjectProvider<EffectHandler<?>> handlers,
            PlatformTransactionManager transactions,
            @Qualifier("machineTime") InstantSource machine,
            @Qualifier("caseRandom") RandomGenerator random,
            CaseSignals signals,
            EffectSettings settings) {
        return new EffectDispatcher(
                store,
                cases,
                handlers.stream().toList(),
                new TransactionTemplate(transactions),
                machine,
                new Backoff(settings.firstRetry(), settings.lastRetry(), random),
                signals,
                settings,
                Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    MoveCases moveCases(
            CaseStore store, DurableCases cases, Workflows workflows, PlatformTransactionManager transactions) {
        return new MoveCases(store, cases, workflows, Rules.ENGINE, new TransactionTemplate(transactions));
    }

    @Bean
    VersionFigures versionFigures(FigureStore store, Workflows workflows) {
        return new VersionFigures(store, workflows);
    }

    @Bean
    RunChild runChild(DurableCases cases) {
        return new RunChild(cases);
    }

    @Bean
    TimerSweep timerSweep(CaseStore store, DurableCases cases, PlatformTransactionManager transactions) {
        return new TimerSweep(store, cases, new TransactionTemplate(transactions));
    }

    @Bean
    HistoryKeeper historyKeeper(
            JdbcTemplate jdbc, InstantSource clock, @Value("${throughline.history.months:0}") int months) {
        return new HistoryKeeper(new HistoryStore(jdbc), clock, months);
    }

    @Bean
    CaseFigures caseFigures(FigureStore store, InstantSource clock, @Qualifier("machineTime") InstantSource machine) {
        return new CaseFigures(store, clock, machine);
    }
}
