package io.throughline.sandbox.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugeTest {
    @Test
    void it_tells_the_value_that_so_large_a_share_does_not_exceed() {
        var gauge = new Gauge();
        for (int millis = 1; millis <= 1_000; millis++) {
            gauge.took(millis % 2 == 0 ? "even" : "odd", millis * 1_000_000L);
        }
        var all = gauge.summaries();
        assertThat(all.get("all")).isEqualTo(new Gauge.Summary(1_000, 500, 990, 1_000));
        assertThat(all.get("odd")).isEqualTo(new Gauge.Summary(500, 499, 989, 999));
        gauge.forget();
        assertThat(gauge.summaries().get("all")).isEqualTo(new Gauge.Summary(0, 0, 0, 0));
    }
}
