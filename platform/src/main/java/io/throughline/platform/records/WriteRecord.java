package io.throughline.platform.records;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input.WriteReported;
import io.throughline.engine.Input.WriteResult;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.records.SystemOfRecord.Lookup;
import io.throughline.platform.records.SystemOfRecord.Posting;
import io.throughline.platform.records.Writebacks.State;
import io.throughline.platform.records.Writebacks.Writeback;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Writes to a system of record under the effect's key. After an answer that was not clear, the key
/// is looked up before it is sent again.
@Component
class WriteRecord implements EffectHandler<Effect.WriteRecord> {
    static final Duration LIMIT = Duration.ofHours(24);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(15));
    private final Systems systems;
    private final Writebacks writebacks;
    private final InstantSource time;

    WriteRecord(Systems systems, Writebacks writebacks, InstantSource time) {
        this.systems = systems;
        this.writebacks = writebacks;
        this.time = time;
    }

    @Override
    public Class<Effect.WriteRecord> kind() {
        return Effect.WriteRecord.class;
    }

    @Override
    public boolean decides() {
        return false;
    }

    @Override
    public Carried carryOut(Effect.WriteRecord effect, CaseState state, int attempt) throws InterruptedException {
        var writeback = writebacks.begin(effect, state.id(), time.instant());
        var known = settled(effect, writeback);
        if (known.isPresent()) {
            return known.get();
        }
        var system = systems.find(effect.system());
        if (system.isEmpty()) {
            return rejected(
                    effect, new Posting.Rejected("system-unknown", "no system " + effect.system() + " is connected"));
        }
        var breaker = systems.breaker(effect.system());
        if (!breaker.tryAcquirePermission()) {
            return again(effect, writeback, Objects.requireNonNullElse(writeback.answer(), "not asked: breaker open"));
        }
        boolean reachable = false;
        try {
            var posting = write(effect, system.get(), writeback.attempts() > 1 || attempt > 1);
            reachable = !(posting instanceof Posting.Unknown);
            return switch (posting) {
                case Posting.Confirmed confirmed -> written(effect, confirmed);
                case Posting.Rejected no -> rejected(effect, no);
                case Posting.Unknown unknown -> again(effect, writeback, unknown.why());
            };
        } finally {
            if (reachable) {
                breaker.onSuccess(0, java.util.concurrent.TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(0, java.util.concurrent.TimeUnit.NANOSECONDS, new IllegalStateException("no answer"));
            }
        }
    }

    private Posting write(Effect.WriteRecord effect, SystemOfRecord system, boolean mayBeThere)
            throws InterruptedException {
        if (!mayBeThere) {
            return system.post(effect.operation(), effect.values(), effect.key());
        }
        return switch (system.lookUp(effect.key())) {
            case Lookup.Posted posted -> new Posting.Confirmed(posted.receipt(), posted.at());
            case Lookup.Absent _ -> system.post(effect.operation(), effect.values(), effect.key());
            case Lookup.Unavailable unavailable -> new Posting.Unknown(unavailable.why());
        };
    }

    private Optional<Carried> settled(Effect.WriteRecord effect, Writeback writeback) {
        return switch (writeback.state()) {
            case TRYING -> Optional.empty();
            case WRITTEN ->
                Optional.of(done(
                        effect,
                        new WriteResult.Written(
                                Objects.requireNonNull(writeback.receipt()),
                                Objects.requireNonNull(writeback.writtenAt()))));
            case REJECTED ->
                Optional.of(done(
                        effect,
                        new WriteResult.Rejected(
                                "rejected", Objects.requireNonNullElse(writeback.answer(), "rejected"))));
            case FAILED ->
                Optional.of(done(
                        effect,
                        new WriteResult.Failed(Objects.requireNonNullElse(writeback.answer(), "time is over"))));
        };
    }

    private Carried written(Effect.WriteRecord effect, Posting.Confirmed confirmed) {
        writebacks.note(effect.key(), State.WRITTEN, "confirmed", confirmed.receipt(), confirmed.at());
        return done(effect, new WriteResult.Written(confirmed.receipt(), confirmed.at()));
    }

    private Carried rejected(Effect.WriteRecord effect, Posting.Rejected no) {
        writebacks.note(effect.key(), State.REJECTED, no.code() + ": " + no.message(), null, null);
        return done(effect, new WriteResult.Rejected(no.code(), no.message() + "; asked was " + asked(effect)));
    }

    private Carried again(Effect.WriteRecord effect, Writeback writeback, String why) {
        var now = time.instant();
        if (Duration.between(writeback.firstAt(), now).compareTo(LIMIT) > 0) {
            String reason = "no clear answer in " + LIMIT.toHours() + " h and " + writeback.attempts()
                    + " attempts, the last: " + why + "; asked was " + asked(effect);
            writebacks.note(effect.key(), State.FAILED, reason, null, null);
            return done(effect, new WriteResult.Failed(reason));
        }
        writebacks.note(effect.key(), State.TRYING, why, null, null);
        return new Carried.Again(now.plus(BACKOFF.pause(effect.key(), writeback.attempts())), null);
    }

    /// For the person who gets it: what was asked, with the key to look it up by. Values are ids and amounts.
    private static String asked(Effect.WriteRecord effect) {
        return effect.system() + "." + effect.operation() + " " + effect.values() + " under key " + effect.key()
                + " (rule: a case ends only on the receipt of its system of record)";
    }

    private static Carried done(Effect.WriteRecord effect, WriteResult result) {
        return new Carried.Done(new WriteReported(effect.key(), result));
    }
}
