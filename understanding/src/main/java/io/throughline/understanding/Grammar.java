package io.throughline.understanding;

import io.throughline.understanding.Message.Channel;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes rows to train on out of parts of sentences (`data/grammar.txt`, whose head describes the
/// form), in the manner of each channel: haste in texts, greetings in mail, fillers and turns on
/// the telephone. The same file gives the same rows.
final class Grammar {
    private static final long SEED = 20_261_122;
    private static final Pattern REFERENCE = Pattern.compile("\\{([A-Za-z0-9.]+)(\\?)?}");
    private static final Pattern PART = Pattern.compile("([a-z0-9.]+): (.*)");
    private static final List<String> WAYS = List.of("sms", "email", "call");
    private static final List<String> ONLY_WAYS = List.of("sms", "email", "mail");
    private static final List<String> GREETINGS = List.of(
            "Hello,\n\n", "Hi,\n", "To whom it may concern,\n\n", "Dear Sir or Madam,\n\n", "Buenos días:\n\n", "", "");
    private static final List<String> CLOSINGS = List.of(
            "\n\nRegards,\nD. Marsh", "\n\nThank you,\nLena Ortiz", "\n\nAtentamente,\nR. Soto", "\nJ.", "", "");
    private static final List<String> TURNS = List.of(
            "Customer: ",
            "Customer: ",
            "Agent: How can I help you today?\nCustomer: ",
            "Agent: This is a call about your account. Is this a good time?\nCustomer: ",
            "Voicemail: ",
            "Agent: Anything else?\nCustomer: ",
            "Agente: ¿En qué le puedo ayudar?\nCliente: ");
    private static final List<String> FILLERS =
            List.of("uh ", "um, ", "look ", "yeah so ", "well, ", "okay ", "hey, ", "este, ", "mire, ");

    private record Template(Set<Channel> by, List<String> labels, String text) {}

    private final Map<String, List<String>> parts = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();
    private final Random chance = new Random(SEED);

    /// @throws IllegalArgumentException naming the line that is neither part nor sentence
    Grammar(List<String> lines) {
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int arrow = line.indexOf(" > ");
            var part = PART.matcher(line);
            if (arrow > 0) {
                templates.add(template(line.substring(0, arrow), line.substring(arrow + 3)));
            } else if (part.matches()) {
                parts.put(part.group(1), List.of(part.group(2).split(" \\| ")));
            } else {
                throw new IllegalArgumentException("neither a part nor a sentence: " + line);
            }
        }
    }

    private static Template template(String head, String text) {
        var words = head.split(" ");
        var by = EnumSet.allOf(Channel.class);
        if (words[0].startsWith("@")) {
            by.clear();
            Arrays.stream(words[0].substring(1).split(","))
                    .forEach(word -> by.add(Channel.valueOf(word.toUpperCase(Locale.ROOT))));
        }
        return new Template(by, List.of(words[words.length - 1].split("\\|")), text);
    }

    /// @param each how many rows to make of every sentence; those that come out the same are one
    List<MessageFile.Row> rows(int each) {
        var rows = new ArrayList<MessageFile.Row>();
        var seen = new java.util.HashSet<String>();
        for (var template : templates) {
            for (int i = 0; i < each; i++) {
                var row = row(template, "G-" + (rows.size() + 1));
                if (seen.add(row.message().channel() + " " + row.message().text())) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private MessageFile.Row row(Template template, String id) {
        var by = one(List.copyOf(template.by()));
        var here = by.name().toLowerCase(Locale.ROOT);
        boolean isOnly = template.labels().contains("only-X");
        var x = one(isOnly ? ONLY_WAYS : WAYS);
        var y = one(WAYS.stream().filter(way -> !way.equals(x)).toList());
        var labels = EnumSet.noneOf(Label.class);
        for (var label : template.labels()) {
            if (!label.equals(Label.NONE)) {
                var word = label.replace("-X", "-" + x).replace("-Y", "-" + y).replace("-HERE", "-" + here);
                labels.add(Label.of(word).orElseThrow(() -> new IllegalArgumentException(word + " is no label")));
            }
        }
        var text = filled(template.text(), x, y);
        return new MessageFile.Row(
                id, new Message(by, styled(by, text.replaceAll(" {2,}", " ").strip())), labels);
    }

    private String filled(String text, String x, String y) {
        var found = REFERENCE.matcher(text.replace("{X.", "{" + x + ".").replace("{Y.", "{" + y + "."));
        var filled = new StringBuilder();
        while (found.find()) {
            var wordings = parts.get(found.group(1));
            if (wordings == null) {
                throw new IllegalArgumentException("there is no part {" + found.group(1) + "}: " + text);
            }
            boolean left = found.group(2) != null && chance.nextInt(2) == 0;
            found.appendReplacement(
                    filled, java.util.regex.Matcher.quoteReplacement(left ? "" : filled(one(wordings), x, y)));
        }
        return found.appendTail(filled).toString();
    }

    private String styled(Channel by, String text) {
        var plain = chance.nextInt(3) == 0 ? withoutAccents(text) : text;
        return switch (by) {
            case SMS, CHAT -> hasty(plain);
            case EMAIL -> one(GREETINGS) + sentence(plain) + one(CLOSINGS);
            case CALL ->
                one(TURNS)
                        + (chance.nextInt(2) == 0
                                ? one(FILLERS) + plain.toLowerCase(Locale.ROOT).replaceAll("[.,!?]", "")
                                : sentence(plain));
        };
    }

    private String hasty(String text) {
        var hasty = switch (chance.nextInt(8)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> sentence(text);
            case 2, 3 -> text.toLowerCase(Locale.ROOT).replaceAll("['.,!?]", "");
            default -> text.toLowerCase(Locale.ROOT);
        };
        return chance.nextInt(7) == 0 ? slipped(hasty) : hasty;
    }

    /// One slip of the hand: two letters changed about, or one left out.
    private String slipped(String text) {
        if (text.length() < 6) {
            return text;
        }
        int at = 1 + chance.nextInt(text.length() - 3);
        return chance.nextBoolean()
                ? text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2)
                : text.substring(0, at) + text.substring(at + 1);
    }

    private static String sentence(String text) {
        var said = text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return said.matches("(?s).*[.!?]") ? said : said + ".";
    }

    private static String withoutAccents(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    private <T> T one(List<T> list) {
        return list.get(chance.nextInt(list.size()));
    }
}
