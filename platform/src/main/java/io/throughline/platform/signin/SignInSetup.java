package io.throughline.platform.signin;

import io.throughline.platform.access.OwnSite;
import io.throughline.platform.staff.Colleagues;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the parts together.
@Configuration
class SignInSetup {
    private final Tokens tokens = new Tokens(new SecureRandom());

    @Bean
    Sessions staffSessions(
            JdbcClient jdbc,
            Colleagues people,
            OwnSite site,
            InstantSource clock,
            @Value("${throughline.tenant:main}") String tenant) {
        return new Sessions(
                new SessionStore(jdbc, tenant), people, tokens, new SessionCookie("tl-desk", site.isSecure()), clock);
    }

    @Bean
    AccountStore accountStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        return new AccountStore(jdbc, tenant);
    }

    @Bean
    SignIn signIn(Colleagues people, AccountStore accounts, Sessions sessions, InstantSource clock) {
        return new SignIn(people, accounts, sessions, new Passwords(), tokens, clock);
    }

    @Bean
    SignInParts signInParts(
            SignInSettings settings,
            Sessions sessions,
            AccountStore accounts,
            OwnSite site,
            InstantSource clock,
            @Value("${throughline.public-url}") String publicUrl) {
        var oidc = settings.oidc();
        var callback = URI.create(publicUrl.replaceAll("/+$", "") + SignInController.CALLBACK);
        return new SignInParts(
                sessions,
                new SessionCookie("tl-desk", site.isSecure()),
                new SessionCookie("tl-desk-away", site.isSecure()),
                oidc == null ? null : new Oidc(oidc, callback, accounts, tokens, clock),
                settings.local());
    }
}
