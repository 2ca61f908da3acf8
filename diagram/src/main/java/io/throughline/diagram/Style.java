package io.throughline.diagram;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The look of a diagram: the colours are those of the house's `tokens.css`, written out twice, because not
/// everything that shows SVG knows CSS variables.
final class Style {
    private static final Map<String, String> LIGHT = Map.ofEntries(
            Map.entry("canvas", "#F3F4F1"),
            Map.entry("surface", "#FFFFFF"),
            Map.entry("sunken", "#E9ECE7"),
            Map.entry("ink", "#18201D"),
            Map.entry("ink-2", "#45504B"),
            Map.entry("ink-3", "#5F6A65"),
            Map.entry("line", "#D6DBD6"),
            Map.entry("control", "#7C8781"),
            Map.entry("accent", "#12594A"),
            Map.entry("accent-weak", "#E0EFE9"),
            Map.entry("accent-text", "#0E5243"),
            Map.entry("ok", "#1B6738"),
            Map.entry("ok-weak", "#E2F2E6"),
            Map.entry("warn", "#7F4D00"),
            Map.entry("warn-weak", "#FBF0DA"));
    private static final Map<String, String> DARK = Map.ofEntries(
            Map.entry("canvas", "#111514"),
            Map.entry("surface", "#191F1D"),
            Map.entry("sunken", "#0C100E"),
            Map.entry("ink", "#E7ECE9"),
            Map.entry("ink-2", "#B5C0BA"),
            Map.entry("ink-3", "#95A19A"),
            Map.entry("line", "#2D3632"),
            Map.entry("control", "#75827B"),
            Map.entry("accent", "#74CBB3"),
            Map.entry("accent-weak", "#15342C"),
            Map.entry("accent-text", "#8FDAC5"),
            Map.entry("ok", "#8BD3A0"),
            Map.entry("ok-weak", "#14301D"),
            Map.entry("warn", "#EABA66"),
            Map.entry("warn-weak", "#34270E"));

    private static final String SHAPE = """
            .tl text{font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
            .tl .h{font-size:18px;font-weight:600}.tl .t{font-size:13px;font-weight:600}.tl .ct{font-size:12px;font-weight:600}
            .tl .d{font-size:12px}.tl .m,.tl .l{font-size:11px}.tl .w{font-size:11px;font-weight:600}.tl .l{text-anchor:middle}
            .tl .i{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
            .tl .e{fill:none;stroke-width:1.5;stroke-linejoin:round}.tl .e.x{stroke-dasharray:4 4}
            .tl .e.go{stroke-width:2.5}.tl .e.hot{stroke-width:3;stroke-dasharray:none}
            .tl .b{stroke-width:1.25}.tl .b.any{stroke-dasharray:4 4}.tl .hot>.b{stroke-width:2.5}.tl .l.hot{font-weight:600}
            """;

    private static final String COLOUR = """
            .tl .bg,.tl .lb{fill:{canvas}}.tl .dot{fill:{line}}
            .tl .h,.tl .t{fill:{ink}}.tl .d,.tl .l{fill:{ink-2}}.tl .m{fill:{ink-3}}.tl .ct{fill:{warn}}.tl .w,.tl .l.hot{fill:{accent-text}}.tl .back>.w{fill:{ink-2}}.tl .back.hot>.w{fill:{accent-text}}
            .tl .i{stroke:{ink-3}}.tl .i.ok{stroke:{ok}}.tl .i.act{stroke:{accent-text}}
            .tl .e{stroke:{control}}.tl .a{fill:{control}}.tl .e.go,.tl .e.hot{stroke:{accent}}.tl .a.go,.tl .a.hot{fill:{accent}}
            .tl .b{fill:{surface};stroke:{control}}.tl .start>.b,.tl .closed>.b{fill:{sunken}}
            .tl .resolved>.b{fill:{ok-weak};stroke:{ok}}.tl .chip>.b{stroke:{warn}}
            .tl.case .resolved>.b{fill:{surface};stroke:{control}}.tl.case .resolved>.i{stroke:{ink-3}}
            .tl .hot>.b,.tl.case .hot>.b{fill:{accent-weak};stroke:{accent}}.tl.case .chip.hot>.b{fill:{warn-weak};stroke:{warn}}.tl .chip.hot>.w{fill:{warn}}
            """;

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9-]+)}");

    private Style() {}

    static String css() {
        return SHAPE + coloured(LIGHT) + "@media (prefers-color-scheme:dark){\n" + coloured(DARK) + "}\n";
    }

    static Map<String, String> light() {
        return new TreeMap<>(LIGHT);
    }

    static Map<String, String> dark() {
        return new TreeMap<>(DARK);
    }

    private static String coloured(Map<String, String> palette) {
        return PLACE.matcher(COLOUR)
                .replaceAll(place -> Matcher.quoteReplacement(palette.getOrDefault(place.group(1), "none")));
    }
}
