package io.throughline.platform.staff;

import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/// A real OpenID Connect provider, Spring Authorization Server, in its own application context on
/// its own port. Its parts are no `@Configuration`, so that no other test finds them in its rooms.
final class Provider implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-test";
    private final ConfigurableApplicationContext context;

    private Provider(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// @param callback where it may send browsers back to
    static Provider start(String callback) {
        var application = new SpringApplication(Parts.class);
        application.setDefaultProperties(Map.of(
                "spring.config.name", "provider",
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.autoconfigure.exclude",
                        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "provider.callback", callback));
        return new Provider(application.run());
    }

    String issuer() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration
    static class Parts {
        @Bean
        RegisteredClientRepository clients(org.springframework.core.env.Environment settings) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(new UUID(0, 1).toString())
                    .clientId("throughline")
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(settings.getRequiredProperty("provider.callback"))
                    .scope("openid")
                    .scope("profile")
                    .scope("email")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build());
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("Ann")
                            .password("{noop}ann-at-the-provider")
                            .build(),
                    User.withUsername("nemo")
                            .password("{noop}nemo-at-the-provider")
                            .build());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> names() {
            return token -> {
                if (new OAuth2TokenType("id_token").equals(token.getTokenType())) {
                    token.getClaims()
                            .claim("preferred_username", token.getPrincipal().getName());
                }
            };
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            http.oauth2AuthorizationServer(server -> {
                        http.securityMatcher(org.springframework.security.web.util.matcher.AnyRequestMatcher.INSTANCE);
                        server.oidc(Customizer.withDefaults());
                    })
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults());
            return http.build();
        }
    }
}
