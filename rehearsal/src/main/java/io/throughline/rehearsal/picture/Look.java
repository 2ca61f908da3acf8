package io.throughline.rehearsal.picture;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The look: colours are those of the house's `tokens.css`, written out twice, because not everything that
/// shows SVG knows CSS variables.
final class Look {
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
            Map.entry("ok", "#1B6738"),
            Map.entry("ok-weak", "#E2F2E6"),
            Map.entry("warn", "#7F4D00"),
            Map.entry("warn-weak", "#FBF0DA"),
            Map.entry("bad", "#AE2219"),
            Map.entry("bad-weak", "#FCE9E6"));
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
            Map.entry("ok", "#8BD3A0"),
            Map.entry("ok-weak", "#14301D"),
            Map.entry("warn", "#EABA66"),
            Map.entry("warn-weak", "#34270E"),
            Map.entry("bad", "#F59D94"),
            Map.entry("bad-weak", "#3D1C18"));

    private static final String SHAPE = """
            .rh text{font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;font-size:13px}
            .rh .h1{font-size:22px;font-weight:600}.rh .h2{font-size:17px;font-weight:600}.rh .h3{font-size:13px;font-weight:600}
            .rh .big{font-size:28px;font-weight:600}.rh .m{font-size:12px}.rh .s{font-size:11px}
            .rh .r{text-anchor:end}.rh .c{text-anchor:middle}
            """;
    private static final String COLOUR = """
            .rh .bg{fill:{canvas}}.rh .panel{fill:{surface};stroke:{line}}.rh text{fill:{ink}}.rh .m{fill:{ink-2}}.rh .s{fill:{ink-3}}
            .rh .grid{stroke:{line}}.rh .well{fill:{sunken}}.rh .axis{stroke:{control}}
            .rh .good,.rh .answered{fill:{accent}}.rh .closed{fill:{control}}.rh .person{fill:{warn}}.rh .open{fill:{line}}
            .rh .lost{fill:{warn}}.rh .gone{fill:url(#gone);stroke:{bad}}.rh .hatch{stroke:{bad}}.rh .hatched{fill:{bad-weak}}
            .rh .can{stroke:{ink};fill:none}.rh .heat{fill:{warn}}.rh .edge{stroke:{surface}}
            .rh .bad{fill:{bad}}.rh .badbox{fill:{bad-weak};stroke:{bad}}.rh .okbox{fill:{ok-weak};stroke:{ok}}
            """;
    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9-]+)}");

    private Look() {}

    static String css() {
        return SHAPE + coloured(LIGHT) + "@media (prefers-color-scheme:dark){\n" + coloured(DARK) + "}\n";
    }

    private static String coloured(Map<String, String> palette) {
        return PLACE.matcher(COLOUR)
                .replaceAll(place -> Matcher.quoteReplacement(palette.getOrDefault(place.group(1), "none")));
    }
}
