package io.throughline.policy.pack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of a pack. The words it is asked about – parts of messages, results of contacts – are few and
/// come again and again, so what was found for them is remembered; sentences that people wrote are not.
final class Likeness {
    private static final int REMEMBERED = 1_024;
    private static final int LONGEST = 64;
    private final com.google.re2j.Pattern pattern;
    private final boolean ofNothing;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Likeness(String expression) {
        this.pattern = com.google.re2j.Pattern.compile(expression);
        this.ofNothing = pattern.matcher("").find();
    }

    boolean of(String text) {
        if (text.isEmpty()) {
            return ofNothing;
        }
        if (text.length() > LONGEST || text.indexOf(' ') >= 0) {
            return pattern.matcher(text).find();
        }
        var answer = known.get(text);
        if (answer == null) {
            answer = pattern.matcher(text).find();
            if (known.size() < REMEMBERED) {
                known.put(text, answer);
            }
        }
        return answer;
    }
}
