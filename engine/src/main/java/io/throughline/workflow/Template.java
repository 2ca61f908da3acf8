package io.throughline.workflow;

import java.util.List;
import java.util.function.Function;

/// Words with `{dotted.name}` places. Checked when read: every name is known.
///
/// @param source as written
public record Template(String source, List<Part> parts) {
    /// Fixed words or a name.
    public sealed interface Part {
        record Words(String text) implements Part {}

        record Name(String name) implements Part {}
    }

    /// Fills the places; `value` turns a name into text for people.
    public String fill(Function<String, String> value) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(
                    switch (part) {
                        case Part.Words(var words) -> words;
                        case Part.Name(var name) -> value.apply(name);
                    });
        }
        return text.toString();
    }

    /// The names used, in order.
    public List<String> names() {
        return parts.stream()
                .filter(Part.Name.class::isInstance)
                .map(part -> ((Part.Name) part).name())
                .toList();
    }
}
