package io.throughline.platform.desk;

import io.throughline.platform.cases.Cases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What was tried so far, in a few lines made of the evidence alone, for whoever comes to a case anew: a colleague who
/// takes it up, a supervisor. It holds no amount and no name of a customer.
final class Brief {
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, String> last = new LinkedHashMap<>();
    private final LinkedHashSet<String> hands = new LinkedHashSet<>();

    private Brief() {}

    /// @param wrote how often the customer wrote
    static List<String> of(List<Cases.Recorded> evidence, int wrote, Instant now) {
        var brief = new Brief();
        evidence.forEach(brief::add);
        return brief.lines(evidence, wrote, now);
    }

    private void add(Cases.Recorded event) {
        counts.merge(event.type(), 1, Integer::sum);
        var why = event.details().getOrDefault("reason", event.details().get("rule"));
        if (why instanceof String text && !text.isBlank()) {
            last.put(event.type(), text);
        }
        if (event.by().actor().isStaff()) {
            hands.add(event.by().id());
        }
    }

    private List<String> lines(List<Cases.Recorded> evidence, int wrote, Instant now) {
        var lines = new ArrayList<String>();
        if (!evidence.isEmpty()) {
            lines.add("Open for " + inWords(Duration.between(evidence.getFirst().at(), now)) + ".");
        }
        line(lines, "contact-sent", "%s of ours went out", "message");
        because(lines, "contact-denied", "%s not allowed to go out", "message");
        line(lines, "message-sent", "%s written by hand went out", "message");
        because(lines, "message-not-sent", "%s written by hand not allowed to go out", "message");
        if (wrote > 0) {
            lines.add("The customer wrote " + times(wrote) + ".");
        }
        line(lines, "identity-failed", "%s to prove who it is failed", "try");
        line(lines, "disclosure-refused", "%s were refused", "required word");
        because(lines, "payment-declined", "%s declined", "payment");
        line(lines, "payment-abandoned", "%s left without paying", "card page");
        because(lines, "approval-refused", "%s refused", "approval");
        line(lines, "approval-approved", "%s given", "approval");
        because(lines, "writeback-failed", "%s to the system of record failed", "posting");
        because(lines, "writeback-rejected", "%s refused by the system of record", "posting");
        because(lines, "case-resumed", "Put back on its path %s", "time");
        because(lines, "work-taken-over", "Taken over by a supervisor %s", "time");
        because(lines, "exception-raised", "Handed to a person %s", "time");
        if (!hands.isEmpty()) {
            lines.add("Worked on by " + String.join(", ", hands) + ".");
        }
        return List.copyOf(lines);
    }

    private void line(List<String> lines, String type, String sentence, String noun) {
        int count = counts.getOrDefault(type, 0);
        if (count > 0) {
            lines.add(sentence.formatted(plural(count, noun)) + ".");
        }
    }

    private void because(List<String> lines, String type, String sentence, String noun) {
        int count = counts.getOrDefault(type, 0);
        if (count > 0) {
            var why = last.get(type);
            lines.add(sentence.formatted(plural(count, noun)) + (why == null ? "." : ", the last: " + why + "."));
        }
    }

    private static String plural(int count, String noun) {
        if (noun.equals("time")) {
            return times(count);
        }
        var many = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : many);
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String inWords(Duration open) {
        if (open.toDays() > 1) {
            return open.toDays() + " days";
        }
        return open.toHours() > 1 ? open.toHours() + " hours" : plural((int) Math.max(1, open.toMinutes()), "minute");
    }
}
