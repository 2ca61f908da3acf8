package io.throughline.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void nothing_strikes_while_faults_are_off() {
        var faults = new Faults(new Random(3), false);
        assertThat(draw(faults)).containsOnly(false);
        assertThat(faults.counts().values()).containsOnly(0L);
    }

    @Test
    void the_same_seed_strikes_at_the_same_places_and_every_stroke_is_counted() {
        var first = new Faults(new Random(3), true);
        var strokes = draw(first);
        assertThat(strokes).isEqualTo(draw(new Faults(new Random(3), true))).contains(true, false);
        assertThat(first.counts())
                .containsEntry(
                        FaultKind.LEDGER_CUT.code(),
                        strokes.stream().filter(struck -> struck).count());
        assertThat(first.counts()).hasSize(FaultKind.values().length);
    }

    private static List<Boolean> draw(Faults faults) {
        var strokes = new ArrayList<Boolean>();
        for (int i = 0; i < 500; i++) {
            strokes.add(faults.strikes(FaultKind.LEDGER_CUT));
        }
        return strokes;
    }
}
