package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
    private static final Endpoint PHONE = new Endpoint(Channel.SMS, "+12145550100");

    /// Another node, whose clock is ahead, has recorded the stop.
    private static final Instant AHEAD = NOW.plus(Duration.ofMinutes(5));

    @Test
    void a_stop_counts_at_once_for_a_node_whose_clock_is_behind() {
        var stop = ConsentEvent.ofMessage(Kind.STOP, "c1", PHONE, "STOP", null, AHEAD, AHEAD);

        assertThat(sms(stop)).containsEntry("revoked", Permissions.moment(NOW));
    }

    @Test
    void a_stop_of_before_keeps_its_instant() {
        var said = NOW.minus(Duration.ofDays(3));
        var stop = ConsentEvent.ofMessage(Kind.STOP, "c1", PHONE, "STOP", null, said, said);

        assertThat(sms(stop)).containsEntry("revoked", Permissions.moment(said));
    }

    @Test
    void so_does_a_stop_that_speaks_of_another_matter() {
        assertThat(sms(stop(Medium.SMS, PHONE.address(), "marketing")))
                .containsEntry("revoked", Permissions.moment(NOW))
                .containsEntry("subject", "marketing");
    }

    @Test
    void the_automated_voice_hears_of_a_stop_of_calls_at_once() {
        assertThat(consent(stop(Medium.VOICE_AUTO, null, null)).get("voice_auto"))
                .isEqualTo(Map.of("revoked", Permissions.moment(NOW)));
    }

    private static ConsentEvent stop(Medium medium, @Nullable String address, @Nullable String purpose) {
        return new ConsentEvent(
                AHEAD, AHEAD, Kind.STOP, "c1", medium, address, purpose, null, null, null, "call", "ana", null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sms(ConsentEvent event) {
        return (Map<String, Object>) consent(event).get(Channel.SMS.word());
    }

    private static Map<String, Object> consent(ConsentEvent event) {
        return new Permissions(List.of(event), "c1", "debt").of(PHONE, Optional.empty(), NOW);
    }
}
