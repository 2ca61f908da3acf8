package io.throughline.tryouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.records.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ExpectationTest {
    private static final Records BEFORE =
            Records.of(Map.of("orders", Map.of("#1/a", Map.of("items", List.of("x", "y"), "price", 5.56))));

    @TempDir
    Path temp = Path.of("");

    private JsonNode json(String text) throws IOException {
        return JsonFiles.read(Files.writeString(temp.resolve("given.json"), text));
    }

    @Test
    void a_given_difference_is_put_into_the_records() throws IOException {
        var after = Expectation.after(BEFORE, json("""
                [{"op": "replace", "path": "/orders/#1~1a/items/1", "value": "z"},
                 {"op": "add", "path": "/orders/#2", "value": {"price": null}},
                 {"op": "remove", "path": "/orders/#1~1a/price"}]
                """));
        assertThat(after.find(List.of("orders", "#1/a", "items"))).contains(List.of("x", "z"));
        assertThat(after.find(List.of("orders", "#2", "price"))).contains(Records.NOTHING);
        assertThat(after.find(List.of("orders", "#1/a", "price"))).isEmpty();
    }

    @Test
    void a_difference_that_does_not_fit_is_named() {
        assertThatThrownBy(() -> Expectation.after(BEFORE, json("[{\"op\":\"remove\",\"path\":\"/orders/#9\"}]")))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("/orders/#9");
        assertThatThrownBy(() -> Expectation.after(BEFORE, json("[{\"op\":\"move\",\"path\":\"/orders/#9\"}]")))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("\"op\"");
    }

    @Test
    void numbers_are_compared_to_the_last_digit_and_places_are_told() {
        assertThat(Expectation.differences(Map.of("a", 2), Map.of("a", 2.0))).isEmpty();
        assertThat(Expectation.differences(Map.of("a", 5.56), Map.of("a", 5.560000000000002)))
                .containsExactly("/a is 5.560000000000002 and should be 5.56");
        assertThat(Expectation.differences(Map.of("a", List.of(1), "b", "x"), Map.of("a", List.of(1, 2), "c", "x")))
                .containsExactly("/a is [1, 2] and should be [1]", "/b is not there", "/c should not be there");
    }

    @Test
    void bad_files_are_told_with_their_line() throws IOException {
        var file = Files.writeString(temp.resolve("tasks.jsonl"), "{\"id\":\"1\"}\n\n{\"id\":\n");
        assertThatThrownBy(() -> JsonFiles.lines(file))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("tasks.jsonl:3");
        assertThatThrownBy(() -> JsonFiles.lines(temp.resolve("none.jsonl")))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> Tryout.of(Tau2Files.TRYOUTS, "retial", temp))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("did you mean \"retail\"?");
        assertThatThrownBy(() -> Tryout.of(Tau2Files.TRYOUTS, "retail", temp))
                .isInstanceOf(TryoutFailure.class)
                .hasMessageContaining("db.json");
    }
}
