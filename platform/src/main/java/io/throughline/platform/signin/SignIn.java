package io.throughline.platform.signin;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Colleagues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Signing in, choosing a password, signing out. Nobody learns from an answer whether there is a person of a name.
final class SignIn {
    /// How long tries that failed are counted.
    static final Duration LATELY = Duration.ofMinutes(15);

    /// Failed tries after which a name has to wait.
    static final int TRIES = 5;

    /// Failed tries after which an address has to wait; a whole office may share one.
    static final int TRIES_OF_ADDRESS = 50;

    /// How long an invitation is good for.
    static final Duration INVITED_FOR = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Colleagues people;
    private final AccountStore accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Tokens tokens;
    private final InstantSource clock;

    SignIn(
            Colleagues people,
            AccountStore accounts,
            Sessions sessions,
            Passwords passwords,
            Tokens tokens,
            InstantSource clock) {
        this.people = people;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// What became of a try.
    sealed interface Result {
        /// @param session for the cookie
        record Done(String session) implements Result {}

        /// Name or password is wrong; which of them is not told.
        record Wrong() implements Result {}

        /// Too many tries; wait.
        record Wait(Duration time) implements Result {}
    }

    /// Tries a name and a password.
    ///
    /// @param source the address it came from
    Result tryPassword(String name, String password, String source) {
        var now = clock.instant();
        var id = name.strip().toLowerCase(Locale.ROOT);
        var failures = accounts.failures(id, source, now, LATELY);
        if (failures.byName() >= TRIES || failures.bySource() >= TRIES_OF_ADDRESS) {
            return new Result.Wait(LATELY);
        }
        var person = people.find(id);
        var hash = person.flatMap(known -> accounts.hash(known.id())).orElse(null);
        if (!passwords.matches(password, hash)) {
            accounts.failed(id, source, now);
            if (failures.byName() == TRIES - 1 && person.isPresent()) {
                LOG.warn("too many wrong passwords for {}", id);
                accounts.record(now, id, "locked", "throughline", "from " + source);
            }
            return new Result.Wrong();
        }
        accounts.forgive(id);
        accounts.forget(now.minus(LATELY));
        return new Result.Done(begin(id, "password", source));
    }

    /// Begins the session of somebody who has proven who they are.
    ///
    /// @return for the cookie
    String begin(String person, String way, String source) {
        accounts.record(clock.instant(), person, "signed-in", person, way + ", from " + source);
        return sessions.begin(person, way);
    }

    /// Makes a link by which somebody chooses a password.
    ///
    /// @return the token at its end
    String invite(String person, String by) {
        var known = people.find(person)
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.NOT_FOUND,
                        "people.unknown",
                        "\"" + person + "\" is not among the people of the house; add them first."));
        var token = tokens.fresh();
        var now = clock.instant();
        accounts.invite(known.id(), by, token, now, now.plus(INVITED_FOR));
        accounts.record(now, known.id(), "invited", by, "");
        return token;
    }

    /// Whom a link invites, if it is still good.
    Optional<String> invited(String token) {
        return accounts.invited(token, clock.instant())
                .filter(id -> people.find(id).isPresent());
    }

    /// What is wrong with a password somebody wants; empty: nothing.
    Optional<String> problem(String person, String password) {
        var about = new ArrayList<>(List.of("throughline", person));
        people.find(person).ifPresent(known -> about.addAll(List.of(known.name().split("\\s+"))));
        return passwords.problem(password, about);
    }

    /// Keeps the password of whoever has the link and signs them in; every other session of theirs ends.
    ///
    /// @return for the cookie; empty: the link is over
    Optional<String> choose(String token, String password, String source) {
        var hash = passwords.hash(password);
        var now = clock.instant();
        return accounts.spend(token, now).map(person -> {
            accounts.keep(person, hash, now);
            accounts.forgive(person);
            sessions.endAll(person);
            accounts.record(now, person, "password-chosen", person, "");
            return begin(person, "invitation", source);
        });
    }

    /// Signs out.
    void out(String person, long session) {
        sessions.end(session);
        accounts.record(clock.instant(), person, "signed-out", person, "");
    }

    /// Signs somebody out everywhere.
    int outEverywhere(String person, String by) {
        int ended = sessions.endAll(person);
        accounts.record(clock.instant(), person, "signed-out-everywhere", by, ended + " sessions");
        return ended;
    }
}
