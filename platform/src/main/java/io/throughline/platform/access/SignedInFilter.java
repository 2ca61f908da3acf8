package io.throughline.platform.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Lets signed-in people through their doors. A request with a key is a system's, whatever cookies it brings.
final class SignedInFilter extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final ObjectProvider<SignIns> signIns;
    private final OwnSite site;
    private final HandlerExceptionResolver problems;

    SignedInFilter(ObjectProvider<SignIns> signIns, OwnSite site, HandlerExceptionResolver problems) {
        this.signIns = signIns;
        this.site = site;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var known = signIns.getIfAvailable();
        if (known == null || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            chain.doFilter(request, response);
            return;
        }
        var who = known.of(request);
        if (who.isPresent() && !SAFE.contains(request.getMethod()) && !site.isSender(request)) {
            problems.resolveException(
                    request,
                    response,
                    null,
                    new ApiProblem(
                            HttpStatus.FORBIDDEN, "access.elsewhere", "Another site made the browser send this."));
            return;
        }
        who.ifPresent(person -> authenticate(person, request));
        chain.doFilter(request, response);
    }

    private static void authenticate(SignedIn person, HttpServletRequest request) {
        boolean open =
                person.doors().stream().anyMatch(door -> door.leadsTo(request.getMethod(), request.getRequestURI()));
        List<GrantedAuthority> authorities = open ? List.of(new SimpleGrantedAuthority("api")) : List.of();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, authorities));
        SecurityContextHolder.setContext(context);
    }
}
