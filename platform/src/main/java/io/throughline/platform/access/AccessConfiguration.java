package io.throughline.platform.access;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Who may call what. The API needs its key, or a session and a door that it opens; webhooks prove themselves by
/// signature and customers by their link, each where they are taken; everything else is closed.
@Configuration
@EnableMethodSecurity
class AccessConfiguration {
    private final SecureRandom random = new SecureRandom();

    /// There are no passwords here; without this, the framework makes a user with one and logs it.
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException("no users here");
        };
    }

    @Bean
    OwnSite ownSite(@Value("${throughline.public-url}") String publicUrl) {
        return new OwnSite(publicUrl);
    }

    @Bean
    @Order(10)
    SecurityFilterChain api(
            HttpSecurity http,
            @Value("${throughline.data}") Path data,
            ObjectProvider<SignIns> signIns,
            OwnSite site,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        stateless(http.securityMatcher("/api/**", "/webhooks/**"));
        http.addFilterBefore(new ApiKeyFilter(ApiKey.in(data, random)), UsernamePasswordAuthenticationFilter.class);
        http.addFilterAfter(new SignedInFilter(signIns, site, problems), ApiKeyFilter.class);
        http.addFilterAfter(new BodyLimit(problems), AuthorizationFilter.class);
        http.authorizeHttpRequests(
                requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/webhooks/**")
                        .permitAll()
                        .anyRequest()
                        .hasAuthority("api"));
        http.exceptionHandling(faults -> faults.authenticationEntryPoint((request, response, _) -> {
                    response.setHeader("WWW-Authenticate", "Bearer");
                    problems.resolveException(
                            request,
                            response,
                            null,
                            new ApiProblem(
                                    HttpStatus.UNAUTHORIZED,
                                    "access.key",
                                    "Sign in, or give the API key as Authorization: Bearer; it is in keys/api-key of the data"
                                            + " folder."));
                })
                .accessDeniedHandler((request, response, _) -> problems.resolveException(
                        request,
                        response,
                        null,
                        new ApiProblem(
                                HttpStatus.FORBIDDEN,
                                "access.denied",
                                SignedIn.now().isPresent()
                                        ? "Your role does not come with this."
                                        : "This key may not do that."))));
        return http.build();
    }

    /// Pages, health, metrics and static files. Pages check their own link and session; forms carry their own
    /// key.
    @Bean
    @Order(20)
    SecurityFilterChain open(HttpSecurity http) {
        stateless(http);
        // Pages set their own, stricter headers.
        http.headers(AbstractHttpConfigurer::disable);
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    private static void stateless(HttpSecurity http) {
        http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
