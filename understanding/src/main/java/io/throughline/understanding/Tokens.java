package io.throughline.understanding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Text cut into plain sentences and words: lower case, no accents, the short forms of texting written out.
final class Tokens {
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;…])\\s+|\\n+");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?i)\\b(mr|mrs|ms|dr|jr|sr|capt|lt|sgt|u\\.?s|a\\.?m|p\\.?m|ch|chap|esq|inc)\\.(?= \\p{L})");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}#&']+(?:-[\\p{L}\\p{N}]+)*|[?]|,");
    private static final Pattern SPACED = Pattern.compile("\\W*(?:\\p{L}[. -]){2,}\\p{L}\\W*");
    /// A letter drawn out: "stoppp", "pleaseee".
    private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");

    private static final Map<String, String> SHORT = written("""
            u you, ur your, r are, pls please, plz please, plese please, pleez please, thx thanks, ty thanks
            thru through, tho though, w with, wit with, n and, bc because, cuz because, coz because, b4 before
            yall you, ya'll you, em them, wk week, tmrw tomorrow, thot thought, hes he is, shes she is
            theres there is, smth something, sumn something, guys people, gotta must, dnt dont, abt about, bout about
            lemme let me, gimme give me, ima im going to, imma im going to, gonna going to, finna going to
            wanna want to, acct account, appt appointment, da the, dat that, dis this, dem them, lil little
            fone phone, luv love, txtin texting, callin calling, textin texting, ringin ringing, idk i dont know
            q que, x por, d de, xq porque, pq porque, porfa por favor, xfa por favor, porfis por favor
            msj mensaje, msjs mensajes, tmb tambien, toy estoy, pa para, na nada""");

    private static Map<String, String> written(String list) {
        var written = new HashMap<String, String>();
        for (var entry : list.split(",|\n")) {
            var parts = entry.strip().split(" ", 2);
            written.put(parts[0], parts[1]);
        }
        return Map.copyOf(written);
    }

    private Tokens() {}

    /// Sentences of plain words; a question mark and a comma are words of their own.
    static List<List<String>> sentences(String text) {
        var sentences = new ArrayList<List<String>>();
        for (var sentence : SENTENCE.split(ABBREVIATED.matcher(text.strip()).replaceAll("$1"))) {
            var words = words(sentence);
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    static List<String> words(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[’‘`´]", "'");
        if (SPACED.matcher(plain).matches()) {
            plain = plain.replaceAll("[^\\p{L}]", "");
        }
        plain = plain.replaceAll("\\b([ap])\\.m\\.?", "$1m").replaceAll("\\bu\\.s\\.?", "us");
        var words = new ArrayList<String>();
        var found = WORD.matcher(plain);
        while (found.find()) {
            var word = DRAWN_OUT.matcher(found.group().replace("'", "")).replaceAll("$1");
            if (word.isEmpty() || word.equals(",") && words.isEmpty()) {
                continue;
            }
            for (var part : SHORT.getOrDefault(word, word).split(" ")) {
                words.add(number(part));
            }
        }
        while (!words.isEmpty() && words.getLast().equals(",")) {
            words.removeLast();
        }
        return words;
    }

    private static String number(String word) {
        if (word.length() > 2 && word.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return "00";
        }
        return word.matches("\\d{1,2}(am|pm)") ? "am" : word;
    }
}
