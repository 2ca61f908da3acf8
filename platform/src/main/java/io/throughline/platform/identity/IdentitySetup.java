package io.throughline.platform.identity;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.Messages;
import io.throughline.platform.records.Portfolio;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the room together.
@Configuration
@EnableConfigurationProperties(CodeCaps.class)
class IdentitySetup {
    @Bean
    Secrets identitySecrets(@Value("${throughline.data}") Path data) {
        return Secrets.in(data.resolve("keys"), new SecureRandom());
    }

    @Bean
    LinkStore links(
            JdbcClient jdbc,
            Secrets secrets,
            InstantSource clock,
            @Value("${throughline.tenant}") String tenant,
            @Value("${throughline.public-url}") String publicUrl) {
        return new LinkStore(jdbc, secrets, clock, tenant, publicUrl);
    }

    @Bean
    SessionStore sessions(
            JdbcClient jdbc, Secrets secrets, InstantSource clock, @Value("${throughline.tenant}") String tenant) {
        return new SessionStore(jdbc, secrets, clock, tenant);
    }

    @Bean
    Verification verification(
            Cases cases,
            Portfolio portfolio,
            Messages messages,
            SessionStore sessions,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Secrets secrets,
            InstantSource clock,
            @Value("${throughline.tenant}") String tenant,
            CodeCaps caps) {
        var codes = new CodeStore(jdbc, new TransactionTemplate(transactions), secrets, clock, tenant, caps);
        return new Verification(cases, portfolio, messages, sessions, codes, new FailureStore(jdbc, clock, tenant));
    }
}
