package io.throughline.platform.signin;

import io.throughline.platform.access.SignIns;
import io.throughline.platform.access.SignedIn;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sessions of people of the house: an opaque random id in a cookie, of which only the hash is
/// kept. Every request looks it up, and the person with it.
final class Sessions implements SignIns {
    /// How long a session lasts that nobody uses.
    static final Duration IDLE = Duration.ofMinutes(30);

    /// How long one lasts at most: a long shift.
    static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Colleagues people;
    private final Tokens tokens;
    private final SessionCookie cookie;
    private final InstantSource clock;

    Sessions(SessionStore store, Colleagues people, Tokens tokens, SessionCookie cookie, InstantSource clock) {
        this.store = store;
        this.people = people;
        this.tokens = tokens;
        this.cookie = cookie;
        this.clock = clock;
    }

    @Override
    public Optional<SignedIn> of(HttpServletRequest request) {
        return cookie.read(request).flatMap(this::find);
    }

    /// Begins a session.
    ///
    /// @param way `password`, `oidc` or `invitation`
    /// @return what the cookie holds, the only time it is told
    String begin(String person, String way) {
        var id = tokens.fresh();
        store.begin(Tokens.hash(id), person, way, clock.instant());
        return id;
    }

    private Optional<SignedIn> find(String id) {
        var now = clock.instant();
        return store.find(Tokens.hash(id), now.minus(LONGEST), now.minus(IDLE))
                .flatMap(session -> people.find(session.person()).map(person -> seen(session, person, now)));
    }

    private SignedIn seen(SessionStore.Row session, Colleague person, Instant now) {
        if (session.seen().plus(SEEN_EVERY).isBefore(now)) {
            store.seen(session.number(), now);
        }
        return new SignedIn(person.id(), session.number(), person.doors());
    }

    /// Signs out.
    void end(long number) {
        store.end(number, clock.instant());
    }

    /// Signs somebody out everywhere.
    ///
    /// @return how many sessions ended
    int endAll(String person) {
        return store.endAll(person, clock.instant());
    }
}
