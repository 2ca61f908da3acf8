package io.throughline.platform.desk;

import io.throughline.engine.By;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.staff.Actors;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Who is at the desk: the one place of this room that asks who acts. Whoever asks for something is there.
@Component
class Me {
    /// Who may call the desk at all.
    static final String MAY = "hasAuthority('api')";

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private final Actors actors;
    private final Colleagues colleagues;
    private final PresenceStore presence;
    private final InstantSource machine;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();

    Me(Actors actors, Colleagues colleagues, PresenceStore presence, @Qualifier("machineTime") InstantSource machine) {
        this.actors = actors;
        this.colleagues = colleagues;
        this.presence = presence;
        this.machine = machine;
    }

    /// @throws ApiProblem if nobody is named, or somebody who is not known
    Colleague acting(@Nullable String header) {
        By by = actors.acting(header);
        heard(by.id());
        return colleagues
                .find(by.id())
                .orElseThrow(() -> new ApiProblem(
                        HttpStatus.FORBIDDEN,
                        "actor.unknown",
                        "\"" + by.id() + "\" is not among the people of the house."));
    }

    /// The same, for what only those do who look after a floor.
    Colleague supervising(@Nullable String header) {
        var who = acting(header);
        if (!supervises(who)) {
            throw new ApiProblem(HttpStatus.FORBIDDEN, "desk.supervisors", "This is for supervisors.");
        }
        return who;
    }

    /// For what changes who gets which work.
    Colleague reassigning(@Nullable String header) {
        var who = acting(header);
        if (!who.rights().has(io.throughline.engine.Rights.REASSIGN)) {
            throw new ApiProblem(HttpStatus.FORBIDDEN, "desk.supervisors", "This needs the right \"reassign\".");
        }
        return who;
    }

    static boolean supervises(Colleague who) {
        return who.role().equals("supervisor");
    }

    /// Somebody is there: told to the floor now and then, not at every request.
    void heard(String person) {
        var now = machine.instant();
        var last = seen.put(person, now);
        if (last == null || !now.isBefore(last.plus(TELL_EVERY))) {
            presence.seen(Set.of(person));
        } else {
            seen.put(person, last);
        }
    }
}
