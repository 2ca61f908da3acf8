package io.throughline.platform.selfservice;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.identity.SessionStore;
import io.throughline.platform.identity.Verification;
import io.throughline.platform.notices.Notices;
import io.throughline.platform.outreach.Languages;
import io.throughline.platform.payments.Payments;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// Puts the room together.
@Configuration
class SelfServiceParts {
    @Bean
    Guide guide() {
        return new Guide.OfEngine();
    }

    @Bean
    Pause pause() {
        return time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    @Bean
    Keys keys(SessionStore sessions) {
        return new Keys(sessions);
    }

    @Bean
    Cookies cookies(@Value("${throughline.public-url}") String publicUrl) {
        return new Cookies(publicUrl);
    }

    @Bean
    Entrance entrance(SessionStore sessions, Cookies cookies, @Value("${throughline.public-url}") String publicUrl) {
        return new Entrance(sessions, cookies, publicUrl);
    }

    @Bean
    Strangers strangers(Assets assets) {
        return new Strangers(assets.css());
    }

    @Bean
    CardPages cardPages(Payments payments, Pause pause) {
        return new CardPages(payments, pause);
    }

    @Bean
    Standings standings(
            Cases cases, Workflows workflows, Guide guide, Languages languages, InstantSource clock, Pause pause) {
        return new Standings(cases, workflows, guide, languages, clock, pause);
    }

    @Bean
    CaseNotices caseNotices(Notices notices) {
        return new CaseNotices(notices);
    }

    @Bean
    PageMaker pageMaker(
            Standings standings,
            Verification verification,
            Cases cases,
            Payments payments,
            Keys keys,
            CaseNotices notices,
            Assets assets,
            SelfServiceSettings settings) {
        return new PageMaker(standings, verification, cases, payments, keys, notices, assets.css(), settings.zone());
    }

    /// These pages are open to whoever holds a link. Their own session and keys guard them, so none of the framework's.
    @Bean
    @Order(10)
    SecurityFilterChain customerPages(HttpSecurity http, SelfServiceSettings settings) throws Exception {
        return http.securityMatcher("/l/**", "/r", "/r/**", "/assets/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(policy(settings)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .cacheControl(cache -> cache.disable())
                        .addHeaderWriter((request, response) -> {
                            if (!response.containsHeader("Cache-Control")) {
                                response.setHeader("Cache-Control", "no-store");
                            }
                        }))
                .build();
    }

    private static String policy(SelfServiceSettings settings) {
        return "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' " + settings.cardPageOrigin()
                + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
