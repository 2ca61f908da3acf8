package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Instant AT = Instant.parse("2026-11-22T15:00:00Z");
    private static final By CUSTOMER = By.customer(By.Channel.WEB);

    @Test
    void who_acted_stands_once_and_again_only_with_what_is_somebody_elses() {
        var chosen = new Event("chosen", CUSTOMER, "options", Map.of("choice", "plan"));
        var asked = new Event("write-asked", By.SYSTEM, null, Map.of());

        var link = link(List.of(chosen, asked));

        assertThat(link.body())
                .isEqualTo("{\"actor\":\"CUSTOMER\",\"actorId\":\"customer\",\"at\":\"2026-11-22T15:00:00Z\","
                        + "\"case\":\"c\",\"channel\":\"WEB\",\"events\":["
                        + "{\"details\":{\"choice\":\"plan\"},\"step\":\"options\",\"type\":\"chosen\"},"
                        + "{\"actor\":\"SYSTEM\",\"actorId\":\"throughline\",\"channel\":\"SYSTEM\",\"type\":\"write-asked\"}],"
                        + "\"number\":4,\"tenant\":\"main\"}");
        assertThat(link.number()).isEqualTo(4);
        assertThat(link.hash()).isEqualTo(Chain.hash(Chain.START, link.body()));
        assertThat(Chain.recorded(link))
                .containsExactly(
                        new Cases.Recorded(4, AT, "chosen", CUSTOMER, "options", Map.of("choice", "plan"), link.hash()),
                        new Cases.Recorded(4, AT, "write-asked", By.SYSTEM, "", Map.of(), link.hash()));
    }

    @Test
    void a_link_of_an_early_version_is_one_event() {
        var body = "{\"actor\":\"CUSTOMER\",\"actorId\":\"customer\",\"at\":\"2026-11-22T15:00:00Z\",\"case\":\"c\","
                + "\"channel\":\"WEB\",\"details\":{\"choice\":\"plan\"},\"number\":2,\"step\":null,\"tenant\":\"main\","
                + "\"type\":\"chosen\"}";

        assertThat(Chain.recorded(new Chain.Link(2, body, Chain.START)))
                .containsExactly(
                        new Cases.Recorded(2, AT, "chosen", CUSTOMER, "", Map.of("choice", "plan"), Chain.START));
    }

    @Test
    void what_recorded_nothing_leaves_no_link() {
        assertThat(Chain.link("main", "c", 3, Chain.START, List.of(), AT)).isNull();
    }

    private static Chain.Link link(List<Event> events) {
        return Objects.requireNonNull(Chain.link("main", "c", 3, Chain.START, events, AT));
    }
}
