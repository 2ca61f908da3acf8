package io.throughline.platform.knowledge;

import java.util.regex.Pattern;

/// What people typed into a search, without what most often names somebody: numbers, addresses of mail, links. Names in
/// words remain; docs/knowledge.md says so.
final class Masked {
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+|https?://\\S+");
    private static final Pattern DIGITS = Pattern.compile("\\d(?:[\\d .,/()-]{0,3}\\d){2,}");
    private static final int LONGEST = 300;

    private Masked() {}

    static String of(String query) {
        var text = DIGITS.matcher(ADDRESS.matcher(query).replaceAll("…")).replaceAll("#");
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
