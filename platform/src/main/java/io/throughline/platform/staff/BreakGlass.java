package io.throughline.platform.staff;

import io.micrometer.core.instrument.MeterRegistry;
import io.throughline.engine.By;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Rights taken in an emergency: with a reason, for at most an hour, told to everybody who watches, and looked at
/// afterwards by somebody else.
@Component
class BreakGlass {
    /// The longest that rights taken in an emergency last.
    static final Duration MOST = Duration.ofMinutes(60);

    private static final int SHORTEST_REASON = 10;
    private static final Logger LOG = LoggerFactory.getLogger(BreakGlass.class);

    private final BrokenGlassStore store;
    private final InstantSource clock;

    BreakGlass(BrokenGlassStore store, InstantSource clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        meters.gauge("throughline.broken.glass.unreviewed", this, BreakGlass::unreviewed);
    }

    /// One time that somebody took more rights than they had.
    ///
    /// @param review what the other person found; null: nobody has looked yet
    record Broken(
            long number,
            String person,
            String reason,
            Instant began,
            Instant ends,
            @Nullable String reviewedBy,
            @Nullable String review) {}

    /// Until when a person holds such rights; empty: they hold none.
    Optional<Instant> until(String person) {
        return store.until(person, clock.instant());
    }

    /// Until when those hold them who do, in one question.
    Map<String, Instant> holders() {
        return store.all(clock.instant());
    }

    /// @throws ApiProblem without the right, without a reason, for longer than an hour
    Broken take(By by, @Nullable String reason, @Nullable Integer minutes) {
        if (!by.rights().has(Rights.BREAK_GLASS)) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "glass.right", "You do not hold the right \"" + Rights.BREAK_GLASS + "\".");
        }
        var why = words(reason, "glass.reason", "Say what the emergency is");
        var lasts = Duration.ofMinutes(minutes == null ? MOST.toMinutes() : minutes);
        if (!lasts.isPositive() || lasts.compareTo(MOST) > 0) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, "glass.minutes", "\"minutes\" is a number from 1 to 60.");
        }
        var now = clock.instant();
        var broken = store.add(by.id(), why, now, now.plus(lasts));
        LOG.warn("{} took emergency rights until {}: {}", by.id(), broken.ends(), why);
        return broken;
    }

    /// Ends what a person has taken before its time.
    void end(String person) {
        store.end(person, clock.instant());
    }

    /// @throws ApiProblem for one's own, or one that was looked at already or does not exist
    Broken review(By by, long number, @Nullable String finding) {
        var found = words(finding, "glass.review", "Say what you found");
        var before = find(number);
        if (before.person().equals(by.id())) {
            throw new ApiProblem(
                    HttpStatus.FORBIDDEN, "glass.own", "Somebody else has to look at what you did in an emergency.");
        }
        if (!store.review(number, by.id(), found, clock.instant())) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT,
                    "glass.reviewed",
                    "It was looked at by " + find(number).reviewedBy() + ".");
        }
        return find(number);
    }

    /// Those nobody has looked at first, then the latest.
    List<Broken> all() {
        return store.all();
    }

    private long unreviewed() {
        return store.unreviewed();
    }

    private Broken find(long number) {
        return store.find(number)
                .orElseThrow(() ->
                        new ApiProblem(HttpStatus.NOT_FOUND, "glass.unknown", "There is no emergency " + number + "."));
    }

    private static String words(@Nullable String given, String code, String ask) {
        var words = given == null ? "" : given.strip();
        if (words.length() < SHORTEST_REASON) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT, code, ask + ", in at least " + SHORTEST_REASON + " letters.");
        }
        return words;
    }
}
