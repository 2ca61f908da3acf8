package io.throughline.platform.records;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Input.FactsMissing;
import io.throughline.engine.Input.FactsRead;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.records.SystemOfRecord.Reading;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// Reads a record for a case. A system that cannot be asked is asked again for a quarter of an
/// hour, then the case goes on without: to the exception that its definition names.
@Component
class ReadFacts implements EffectHandler<Effect.ReadFacts> {
    /// 5 s doubling to 2 min adds up to 15 minutes after these.
    static final int ATTEMPTS = 11;

    private final Systems systems;
    private final InstantSource time;

    ReadFacts(Systems systems, InstantSource time) {
        this.systems = systems;
        this.time = time;
    }

    @Override
    public Class<Effect.ReadFacts> kind() {
        return Effect.ReadFacts.class;
    }

    @Override
    public boolean decides() {
        return false;
    }

    @Override
    public Carried carryOut(Effect.ReadFacts effect, CaseState state, int attempt) throws InterruptedException {
        var system = systems.find(effect.system());
        if (system.isEmpty()) {
            return missing(effect, "no system " + effect.system() + " is connected");
        }
        return switch (system.get().read(effect.read(), effect.recordKey())) {
            case Reading.Found found -> new Carried.Done(new FactsRead(effect.key(), found.values(), found.at()));
            case Reading.Missing missing -> missing(effect, missing.why());
            case Reading.Unavailable unavailable ->
                attempt >= ATTEMPTS
                        ? missing(effect, "not readable for 15 minutes: " + unavailable.why())
                        : new Carried.Again(time.instant().plus(pause(attempt)), null);
        };
    }

    /// Not jittered down to nothing: the attempts are also the clock of the time limit.
    static Duration pause(int attempt) {
        return Duration.ofSeconds(Math.min(120, 5L << Math.min(attempt - 1, 10)));
    }

    private static Carried missing(Effect.ReadFacts effect, String why) {
        return new Carried.Done(new FactsMissing(effect.key(), why));
    }
}
