package io.throughline.platform.knowledge;

import java.util.List;
import java.util.Map;

/// Languages whose words PostgreSQL can bring to their stems.
final class Languages {
    private static final Map<String, String> CONFIGURATIONS = Map.ofEntries(
            Map.entry("da", "danish"),
            Map.entry("de", "german"),
            Map.entry("en", "english"),
            Map.entry("es", "spanish"),
            Map.entry("fi", "finnish"),
            Map.entry("fr", "french"),
            Map.entry("hu", "hungarian"),
            Map.entry("it", "italian"),
            Map.entry("nl", "dutch"),
            Map.entry("no", "norwegian"),
            Map.entry("pt", "portuguese"),
            Map.entry("ro", "romanian"),
            Map.entry("ru", "russian"),
            Map.entry("sv", "swedish"),
            Map.entry("tr", "turkish"));
    static final List<String> KNOWN = CONFIGURATIONS.keySet().stream().sorted().toList();

    private Languages() {}

    /// The text search configuration; words as they stand for a language that is not known.
    static String configuration(String language) {
        return CONFIGURATIONS.getOrDefault(language, "simple");
    }
}
