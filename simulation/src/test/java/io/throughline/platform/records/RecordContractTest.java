package io.throughline.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Effect;
import io.throughline.platform.Kept;
import io.throughline.platform.Postgres;
import io.throughline.platform.records.Writebacks.State;
import io.throughline.platform.records.Writebacks.Writeback;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class RecordContractTest {
    private static final Instant NOW = Instant.parse("2027-03-01T15:00:00Z");
    private static final Effect.WriteRecord EFFECT =
            new Effect.WriteRecord("write/1", "post", "ledger", "post-note", Map.of("note", "hello"));

    private static Writebacks writebacks(Kept kept) {
        if (kept == Kept.IN_POSTGRESQL) {
            return new WritebackStore(JdbcClient.create(Postgres.fresh()), new JsonMapper(), "main");
        }
        var database = new MemoryDatabase();
        return new MemoryWritebacks(database, new RecordTables(database), Gate.OPEN, "main");
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void attempts_are_counted_from_the_first_and_the_outcome_stays(Kept kept) {
        var writebacks = writebacks(kept);
        assertThat(writebacks.begin(EFFECT, "case-1", NOW))
                .isEqualTo(new Writeback(State.TRYING, 1, NOW, null, null, null));
        writebacks.note("write/1", State.TRYING, "no answer", null, null);
        assertThat(writebacks.begin(EFFECT, "case-1", NOW.plusSeconds(9)))
                .isEqualTo(new Writeback(State.TRYING, 2, NOW, "no answer", null, null));
        writebacks.note("write/1", State.WRITTEN, "confirmed", "L-1", NOW.plusSeconds(10));
        writebacks.note("write/1", State.FAILED, "time is over", null, null);
        writebacks.note("write/2", State.WRITTEN, "confirmed", "L-2", NOW);
        assertThat(writebacks.begin(EFFECT, "case-1", NOW.plusSeconds(20)))
                .isEqualTo(new Writeback(State.WRITTEN, 3, NOW, "confirmed", "L-1", NOW.plusSeconds(10)));
    }
}
