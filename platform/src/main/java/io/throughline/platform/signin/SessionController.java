package io.throughline.platform.signin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.access.SignedIn;
import io.throughline.platform.staff.Actors;
import io.throughline.platform.staff.Colleagues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Sessions over HTTP: who one is, and who is let in.
@RestController
@Tag(name = "Sign-in", description = "Who signed in; invitations to choose a password; signing out.")
class SessionController {
    private static final String ADMINISTRATOR = "administrator";

    private final SignIn signIn;
    private final SignInParts parts;
    private final Actors actors;
    private final Colleagues people;
    private final InstantSource clock;
    private final String publicUrl;

    SessionController(
            SignIn signIn,
            SignInParts parts,
            Actors actors,
            Colleagues people,
            InstantSource clock,
            @Value("${throughline.public-url}") String publicUrl) {
        this.signIn = signIn;
        this.parts = parts;
        this.actors = actors;
        this.people = people;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /// Who signed in.
    ///
    /// @param doors what they may use: `desk`, `cases`, `campaigns`, …
    /// @param glassUntil until when they hold rights taken in an emergency; null: they hold none
    record Me(
            String id,
            String name,
            String role,
            List<String> rights,
            List<String> skills,
            List<String> doors,
            @Nullable Instant glassUntil) {}

    /// @param link where the person chooses a password, once
    record Invitation(String person, String link, Instant until) {}

    record Ended(int sessions) {}

    @GetMapping("/api/v1/session")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Who signed in, with what they may at this moment")
    Me me() {
        var who = signedIn();
        var person = people.find(who.person()).orElseThrow(SessionController::nobody);
        return new Me(
                person.id(),
                person.name(),
                person.role(),
                person.rights().held().keySet().stream().sorted().toList(),
                person.rights().skills().stream().sorted().toList(),
                person.doors().stream()
                        .map(door ->
                                door.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                        .sorted()
                        .toList(),
                person.glassUntil());
    }

    @DeleteMapping("/api/v1/session")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Sign out")
    ResponseEntity<Void> out() {
        var who = signedIn();
        signIn.out(who.person(), who.session());
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, parts.cookie().clear())
                .build();
    }

    @PostMapping("/api/v1/people/{id}/invitation")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Make a link by which somebody chooses a password",
            description = "An administrator gives it to them. It works once and for a day; earlier ones are over.")
    Invitation invite(
            @PathVariable String id, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var by = administrator(actor);
        if (!parts.local()) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT,
                    "sign-in.no-passwords",
                    "Passwords are not taken here (throughline.sign-in.local is false); people sign in with the provider.");
        }
        var token = signIn.invite(id, by);
        return new Invitation(
                id,
                publicUrl.replaceAll("/+$", "") + SignInController.FIRST + token,
                clock.instant().plus(SignIn.INVITED_FOR));
    }

    @DeleteMapping("/api/v1/people/{id}/sessions")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "Sign somebody out everywhere")
    Ended outEverywhere(
            @PathVariable String id, @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        return new Ended(signIn.outEverywhere(id, administrator(actor)));
    }

    private String administrator(@Nullable String actor) {
        var by = actors.acting(actor);
        var role = people.find(by.id()).map(person -> person.role()).orElse("");
        if (!role.equals(ADMINISTRATOR)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "people.administrator-only", "Only an administrator lets people in.");
        }
        return by.id();
    }

    private static SignedIn signedIn() {
        return SignedIn.now().orElseThrow(SessionController::nobody);
    }

    private static ApiProblem nobody() {
        return new ApiProblem(
                HttpStatus.NOT_FOUND, "session.none", "Nobody signed in to ask this: the key belongs to a system.");
    }
}
