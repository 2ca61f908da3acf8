package io.throughline.diagram;

import java.util.ArrayList;
import java.util.List;

/// How wide a text gets. The reader's browser picks the font, so the widths are those of the widest usual
/// one, DejaVu Sans (the fall-back on Linux, about an eighth wider than Arial, Roboto or Segoe UI): a text
/// that fits by this table fits everywhere. A table and not the fonts of this machine, because the same
/// definition must give the same bytes everywhere.
enum Lettering {
    /// Weight 400.
    PLAIN(new int[] {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656,
        557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
        635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
        592, 592, 525, 636, 337, 636, 838
    }),
    /// Weight 600 and up.
    STRONG(new int[] {
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696,
        696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775,
        637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675,
        716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924,
        645, 652, 582, 712, 365, 712, 838
    });

    private static final int FIRST = ' ';
    private static final int PER_EM = 1000;
    /// The widest letter of the Latin alphabets is a little less.
    private static final int OTHER = 1100;

    private static final int LAST_LATIN = 0x24F;
    /// Letters of other scripts may be drawn from a font that is not known here at all.
    private static final int FOREIGN = 1500;

    private final int[] advances;

    Lettering(int[] advances) {
        this.advances = advances;
    }

    /// @param size of the font, in pixels
    /// @return pixels
    double width(String text, double size) {
        return text.codePoints().mapToLong(this::advance).sum() * size / PER_EM;
    }

    private int advance(int letter) {
        int index = letter - FIRST;
        if (index >= 0 && index < advances.length) {
            return advances[index];
        }
        return letter == '·' || letter == Words.NO_BREAK
                ? advances[0]
                : letter <= LAST_LATIN || isMark(letter) ? OTHER : FOREIGN;
    }

    private static boolean isMark(int letter) {
        return letter >= 0x2010 && letter <= 0x2044; // dashes, quotation marks, the ellipsis
    }

    /// Breaks a text into lines at its spaces, or at a hyphen or dot or anywhere when a word alone is too
    /// long.
    ///
    /// @param most width of a line in pixels
    List<String> wrap(String text, double size, double most) {
        var lines = new ArrayList<String>();
        var line = "";
        for (var word : text.strip().split("\\s+")) {
            var longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, size) <= most) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            var rest = word;
            while (width(rest, size) > most) {
                int cut = cut(rest, size, most);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line = rest;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    /// Where to break a word that is wider than a line: after the last hyphen or dot that fits, else where
    /// it is full.
    private int cut(String word, double size, double most) {
        int full = 1;
        while (full < word.length() && width(word.substring(0, full + 1), size) <= most) {
            full++;
        }
        if (full < word.length() && Character.isLowSurrogate(word.charAt(full))) {
            full = Math.max(full - 1, 2); // not through the middle of a letter outside the basic plane
        }
        int good = Math.max(word.lastIndexOf('-', full - 1), word.lastIndexOf('.', full - 1)) + 1;
        return good > full / 3 ? good : Math.min(full, word.length());
    }
}
