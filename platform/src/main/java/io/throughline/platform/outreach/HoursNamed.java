package io.throughline.platform.outreach;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hours that somebody names in passing: "never after 7pm", "only after 18:00", "not before 9 am", "solo después de las
/// 6 pm". Only what can be read in one way; whatever else is for a person.
final class HoursNamed {
    private static final String TIME = "(\\d{1,2})(?::(\\d\\d))? ?(a ?m|p ?m)?";
    private static final String BEFORE = "(?:before|earlier than|antes de(?: las?)?)";
    private static final String AFTER = "(?:after|past|later than|despues de(?: las?)?)";
    private static final String NOT = "\\b(?:not|never|dont|do not|no|nothing|nunca|stop)\\b";
    private static final String ONLY = "\\b(?:only|solo|solamente|unicamente)\\b";
    private static final Pattern NOT_BEFORE = Pattern.compile(NOT + "[^.;]{0,40}?" + BEFORE + " " + TIME + "\\b");
    private static final Pattern NOT_AFTER = Pattern.compile(NOT + "[^.;]{0,40}?" + AFTER + " " + TIME + "\\b");
    private static final Pattern ONLY_AFTER = Pattern.compile(ONLY + "[^.;]{0,30}?" + AFTER + " " + TIME + "\\b");
    private static final Pattern ONLY_BEFORE = Pattern.compile(ONLY + "[^.;]{0,30}?" + BEFORE + " " + TIME + "\\b");
    private static final Pattern MORE = Pattern.compile(
            "\\b(mon|tues?|wednes|thurs?|fri|satur|sun)(day)?s?\\b|\\bweek|\\bmonth"
                    + "|\\b(lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes)\\b|\\bbetween\\b|\\bentre\\b|\\buntil\\b|\\bhasta\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+(:\\d\\d)?");

    private HoursNamed() {}

    /// As [PreferredHours] reads them, if the words name one bound and nothing else that narrows it.
    static Optional<String> of(String words) {
        var plain = java.text.Normalizer.normalize(words, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’]", "")
                .replaceAll("\\b([ap])\\.? ?m\\b\\.?", "$1m");
        if (MORE.matcher(plain).find() || NUMBER.matcher(plain).results().count() != 1) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        add(found, ONLY_AFTER, plain, true);
        add(found, ONLY_BEFORE, plain, false);
        if (found.isEmpty()) {
            add(found, NOT_BEFORE, plain, true);
            add(found, NOT_AFTER, plain, false);
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static void add(List<String> found, Pattern pattern, String plain, boolean opens) {
        var named = pattern.matcher(plain);
        if (named.find()) {
            time(named).ifPresent(at -> found.add(opens ? at + "-23:59" : "00:00-" + at));
        }
    }

    /// Without am or pm only a time of the 24-hour clock can be read in one way.
    private static Optional<String> time(Matcher named) {
        int hour = Integer.parseInt(named.group(1));
        int minute = named.group(2) == null ? 0 : Integer.parseInt(named.group(2));
        var half = named.group(3);
        if (half != null && (hour < 1 || hour > 12) || half == null && hour < 13 || hour > 23 || minute > 59) {
            return Optional.empty();
        }
        int of24 = half == null ? hour : hour % 12 + (half.startsWith("p") ? 12 : 0);
        var time = String.format(Locale.ROOT, "%02d:%02d", of24, minute);
        return time.equals("00:00") ? Optional.empty() : Optional.of(time);
    }
}
