package io.throughline.platform.signin;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.throughline.platform.access.OwnSite;
import io.throughline.platform.staff.Colleagues;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The pages of the sign-in; they work without script.
@Controller
class SignInController {
    static final String PATH = "/sign-in";
    static final String FIRST = PATH + "/first/";
    static final String CALLBACK = PATH + "/oidc/back";

    private static final String DESK = "/desk/";
    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    /// Places of ours; `//host` and `/\host` are others'.
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[\\w./?=&%:@+-]{0,500}");

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, SignInController.class.getClassLoader(), SignInController.class.getPackageName());
    private final SignIn signIn;
    private final SignInParts parts;
    private final Colleagues people;
    private final OwnSite site;

    SignInController(SignIn signIn, SignInParts parts, Colleagues people, OwnSite site) {
        this.signIn = signIn;
        this.parts = parts;
        this.people = people;
        this.site = site;
    }

    @PreAuthorize("permitAll()")
    @GetMapping(PATH)
    ResponseEntity<String> ask(@RequestParam(defaultValue = DESK) String next) {
        return page(HttpStatus.OK, ask(null, "", next));
    }

    @PreAuthorize("permitAll()")
    @PostMapping(PATH)
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = DESK) String next,
            HttpServletRequest request) {
        if (!site.isSender(request) || !parts.local()) {
            return page(HttpStatus.FORBIDDEN, ask("Sign in on this page.", "", next));
        }
        if (name.isBlank() || password.isEmpty()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, ask("Enter your name and your password.", name, next));
        }
        return switch (signIn.tryPassword(name, password, request.getRemoteAddr())) {
            case SignIn.Result.Done(var session) -> in(session, next);
            case SignIn.Result.Wrong() ->
                page(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        ask(
                                "That name and password do not go together. Check both; an administrator can give you a new"
                                        + " password.",
                                name,
                                next));
            case SignIn.Result.Wait(var time) ->
                page(
                        HttpStatus.TOO_MANY_REQUESTS,
                        ask(
                                "There were too many tries. Wait " + time.toMinutes()
                                        + " minutes, or ask an administrator for a new password.",
                                name,
                                next));
        };
    }

    @PreAuthorize("permitAll()")
    @GetMapping(FIRST + "{token}")
    ResponseEntity<String> invited(@PathVariable String token) {
        return signIn.invited(token)
                .map(person -> page(HttpStatus.OK, SignInPage.choose(null, token, person)))
                .orElseGet(this::over);
    }

    @PreAuthorize("permitAll()")
    @PostMapping(FIRST + "{token}")
    ResponseEntity<String> choose(
            @PathVariable String token, @RequestParam(defaultValue = "") String password, HttpServletRequest request) {
        var person = signIn.invited(token);
        if (person.isEmpty() || !site.isSender(request) || !parts.local()) {
            return over();
        }
        var problem = signIn.problem(person.get(), password);
        if (problem.isPresent()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, SignInPage.choose(problem.get(), token, person.get()));
        }
        return signIn.choose(token, password, request.getRemoteAddr())
                .map(session -> in(session, DESK))
                .orElseGet(this::over);
    }

    private ResponseEntity<String> over() {
        return page(
                HttpStatus.GONE,
                SignInPage.say(
                        "This link is over",
                        "It was used, or is more than a day old. Ask an administrator for another."));
    }

    @PreAuthorize("permitAll()")
    @PostMapping("/sign-out")
    ResponseEntity<String> leave(HttpServletRequest request) {
        if (site.isSender(request)) {
            parts.sessions().of(request).ifPresent(who -> signIn.out(who.person(), who.session()));
        }
        return seeOther(PATH)
                .header(HttpHeaders.SET_COOKIE, parts.cookie().clear())
                .build();
    }

    // ---- the provider of the house

    @PreAuthorize("permitAll()")
    @GetMapping(PATH + "/oidc")
    ResponseEntity<String> away(@RequestParam(defaultValue = DESK) String next) {
        var provider = parts.provider();
        if (provider == null) {
            return page(HttpStatus.NOT_FOUND, ask("No provider is set up here.", "", next));
        }
        try {
            var away = provider.begin(ours(next));
            return seeOther(away.place().toString())
                    .header(HttpHeaders.SET_COOKIE, parts.stateCookie().set(away.state()))
                    .build();
        } catch (Oidc.Trouble e) {
            return trouble(e);
        }
    }

    @PreAuthorize("permitAll()")
    @GetMapping(CALLBACK)
    ResponseEntity<String> back(HttpServletRequest request) {
        var provider = parts.provider();
        if (provider == null) {
            return page(HttpStatus.NOT_FOUND, ask("No provider is set up here.", "", DESK));
        }
        try {
            var query = request.getQueryString();
            var back = provider.back(
                    query == null ? "" : query, parts.stateCookie().read(request));
            if (people.find(back.person()).isEmpty()) {
                LOG.warn("the provider knows {}, the house does not", back.person());
                return page(
                        HttpStatus.FORBIDDEN,
                        SignInPage.say(
                                "You are not on the list",
                                "Your account is good, but nobody has added \"" + back.person()
                                        + "\" to the people who work here. Ask an administrator."));
            }
            return in(signIn.begin(back.person(), "oidc", request.getRemoteAddr()), back.next());
        } catch (Oidc.Trouble | IllegalArgumentException e) {
            return trouble(e);
        }
    }

    private ResponseEntity<String> trouble(Exception e) {
        LOG.warn("sign-in with the provider failed: {}", e.getMessage());
        return page(
                HttpStatus.BAD_GATEWAY,
                SignInPage.say(
                        "That did not work",
                        "The account service did not let you in or did not answer. Try again in a minute."));
    }

    // ---- answers

    private SignInPage ask(@Nullable String problem, String name, String next) {
        var provider = parts.provider();
        return SignInPage.ask(problem, name, ours(next), provider == null ? null : provider.name(), parts.local());
    }

    private ResponseEntity<String> in(String session, String next) {
        return seeOther(ours(next))
                .header(HttpHeaders.SET_COOKIE, parts.cookie().set(session))
                .build();
    }

    private static ResponseEntity.BodyBuilder seeOther(String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(place))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "same-origin");
    }

    private static String ours(String next) {
        return OURS.matcher(next).matches() ? next : DESK;
    }

    private ResponseEntity<String> page(HttpStatus status, SignInPage page) {
        var out = new StringOutput();
        templates.render(page.template(), page, out);
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .body(out.toString());
    }
}
