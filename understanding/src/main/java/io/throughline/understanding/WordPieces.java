package io.throughline.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Words as the encoder knows them: whole, or in the longest pieces of its vocabulary from left to right (WordPiece, as
/// in
/// BERT: Devlin et al., 2019). Lower case, without accents.
final class WordPieces {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
    private static final Pattern ACCENT = Pattern.compile("\\p{Mn}");
    private static final String INSIDE = "##";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final int unknown;
    private final int begin;
    private final int end;

    WordPieces(List<String> vocabulary) {
        for (var piece : vocabulary) {
            numbers.put(piece, numbers.size());
        }
        this.unknown = number("[UNK]");
        this.begin = number("[CLS]");
        this.end = number("[SEP]");
    }

    private int number(String piece) {
        var number = numbers.get(piece);
        if (number == null) {
            throw new IllegalArgumentException("the vocabulary has no " + piece);
        }
        return number;
    }

    /// The pieces of a text in windows of at most so many, each with a mark at its ends; neighbours share a third.
    List<int[]> windows(String text, int atMost) {
        var pieces = pieces(text);
        int room = atMost - 2;
        var windows = new ArrayList<int[]>();
        int from = 0;
        do {
            int to = Math.min(pieces.size(), from + room);
            var window = new int[to - from + 2];
            window[0] = begin;
            for (int i = from; i < to; i++) {
                window[i - from + 1] = pieces.get(i);
            }
            window[window.length - 1] = end;
            windows.add(window);
            from += room - room / 3;
        } while (from + room / 3 < pieces.size());
        return windows;
    }

    private List<Integer> pieces(String text) {
        var plain = ACCENT.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        var pieces = new ArrayList<Integer>();
        var words = WORD.matcher(plain);
        while (words.find()) {
            cut(words.group(), pieces);
        }
        return pieces;
    }

    private void cut(String word, List<Integer> pieces) {
        int before = pieces.size();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer number = null;
            while (to > from && number == null) {
                number = numbers.get((from == 0 ? "" : INSIDE) + word.substring(from, to));
                to = number == null ? to - 1 : to;
            }
            if (number == null) {
                pieces.subList(before, pieces.size()).clear();
                pieces.add(unknown);
                return;
            }
            pieces.add(number);
            from = to;
        }
    }
}
