package io.throughline.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final Records RECORDS = Records.of(Map.of(
            "orders", Map.of("1", Map.of("items", List.of("a", "b"), "price", 5), "2", Map.of("price", 7))));

    @Test
    void a_change_makes_new_records_that_share_the_rest() {
        var changed = RECORDS.with(List.of("orders", "1", "items", "1"), "c");
        assertThat(changed.find(List.of("orders", "1", "items"))).contains(List.of("a", "c"));
        assertThat(RECORDS.find(List.of("orders", "1", "items"))).contains(List.of("a", "b"));
        assertThat(changed.find(List.of("orders", "2")).orElseThrow())
                .isSameAs(RECORDS.find(List.of("orders", "2")).orElseThrow());
    }

    @Test
    void lists_grow_and_named_values_go() {
        assertThat(RECORDS.withAppended(List.of("orders", "1", "items"), List.of("c"))
                        .find(List.of("orders", "1", "items")))
                .contains(List.of("a", "b", "c"));
        assertThat(RECORDS.without(List.of("orders", "2"))
                        .find(List.of("orders"))
                        .orElseThrow())
                .isEqualTo(Map.of("1", Map.of("items", List.of("a", "b"), "price", 5.0)));
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        for (var path : List.of(List.of("orders", "9", "price"), List.of("orders", "1", "items", "2"))) {
            assertThatThrownBy(() -> RECORDS.with(path, 1)).as("%s", path).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> RECORDS.without(List.of("orders", "9"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RECORDS.withAppended(List.of("orders", "1", "price"), List.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void values_are_plain_whatever_they_came_as() {
        var given = new HashMap<String, Object>();
        given.put("nothing", null);
        given.put("number", 3L);
        assertThat(Records.plain(given)).isEqualTo(Map.of("nothing", Records.NOTHING, "number", 3.0));
        assertThatThrownBy(() -> Records.plain(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
