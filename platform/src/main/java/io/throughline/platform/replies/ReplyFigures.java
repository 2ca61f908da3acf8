package io.throughline.platform.replies;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.throughline.platform.outreach.Replies;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/// Gauges for operators: replies that wait for a person, and how long the oldest has waited.
@Component
class ReplyFigures implements MeterBinder {
    private final Replies replies;
    private final InstantSource time;

    ReplyFigures(Replies replies, InstantSource time) {
        this.replies = replies;
        this.time = time;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "throughline.replies.waiting",
                        replies,
                        all -> all.standing().waiting())
                .description("replies that wait for a person, and hold contact")
                .register(registry);
        Gauge.builder("throughline.replies.oldest.seconds", replies, this::oldest)
                .description("how long the oldest of them has waited")
                .register(registry);
    }

    private double oldest(Replies all) {
        var since = all.standing().oldest();
        return since == null ? 0 : Duration.between(since, time.instant()).toSeconds();
    }
}
