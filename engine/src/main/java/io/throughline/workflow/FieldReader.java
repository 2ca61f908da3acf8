package io.throughline.workflow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the fields of an `ask` step.
final class FieldReader {
    static final List<String> TYPES =
            List.of("text", "money", "date", "phone", "email", "postal-code", "choice", "whole", "yes-no", "document");
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");
    private static final Pattern FROM_TODAY = Pattern.compile("today(?:([+-])(\\d{1,5})d)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(kB|MB)");
    private static final long LARGEST_UPLOAD = 20_000_000;
    static final int LONGEST_TEXT = 4_000;
    private final Vocabulary vocabulary;

    FieldReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The facts that the answers become.
    void declare(String step, Table table) {
        table.findTable("fields").ifPresent(fields -> {
            for (var name : fields.keys()) {
                var type = fields.entry(name, "field \"" + name + "\"")
                        .find("type")
                        .orElse("text");
                vocabulary.declare(step + "." + name, fact(type));
            }
        });
    }

    private static FactType fact(String type) {
        return switch (type) {
            case "money" -> FactType.MONEY;
            case "date" -> FactType.DATE;
            case "whole" -> FactType.WHOLE;
            case "yes-no" -> FactType.YES_NO;
            case "document" -> FactType.DOCUMENT;
            default -> FactType.TEXT;
        };
    }

    SequencedMap<String, Field> fields(Table step, Set<String> used) {
        var fields = new LinkedHashMap<String, Field>();
        var listed = step.table("fields");
        for (var name : listed.keys()) {
            if (!NAME.matcher(name).matches()) {
                listed.problem(
                        listed.atKey(name),
                        Rule.SHAPE,
                        "\"" + name + "\" cannot name a field; use letters and digits, such as \"firstPayment\"");
            }
            var table = listed.entry(name, "field \"" + name + "\"");
            var word = table.has("type") ? table.word("type", "a type of field", TYPES) : "text";
            var label = vocabulary.template(table, "label", used);
            var help = vocabulary.findTemplate(table, "help", used);
            boolean required = table.yes("required", true);
            fields.put(name, new Field(name, label, help, required, type(word, table, used)));
            table.done();
        }
        if (fields.isEmpty() && step.has("fields")) {
            step.problem(step.at("fields"), Rule.MISSING, "an ask step needs at least one field");
        }
        return fields;
    }

    private Field.Type type(String word, Table table, Set<String> used) {
        return switch (word) {
            case "money" ->
                new Field.Type.Amount(currency(table), bound(table, "least", used), bound(table, "most", used));
            case "date" -> new Field.Type.Day(day(table, "earliest"), day(table, "latest"));
            case "phone" -> new Field.Type.Phone(country(table, "region"));
            case "email" -> new Field.Type.Email();
            case "postal-code" -> new Field.Type.PostalCode(country(table, "country"));
            case "choice" -> new Field.Type.OneOf(options(table));
            case "whole" -> new Field.Type.Whole(whole(table, "least", 0), whole(table, "most", 1_000_000_000));
            case "yes-no" -> new Field.Type.YesNo();
            case "document" -> new Field.Type.Upload(accepted(table), size(table));
            default -> new Field.Type.Words(table.whole("most", 300, 1, LONGEST_TEXT));
        };
    }

    private static String currency(Table table) {
        var code = table.find("currency").orElse("USD");
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(currency ->
                        currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0);
        if (!known) {
            table.problem(
                    table.at("currency"),
                    Rule.UNKNOWN_NAME,
                    "\"" + code + "\" is not a currency; write it as USD or EUR");
            return "USD";
        }
        return code;
    }

    private static String country(Table table, String key) {
        var code = table.find(key).orElse("US");
        if (!Arrays.asList(Locale.getISOCountries()).contains(code)) {
            table.problem(table.at(key), Rule.UNKNOWN_NAME, "\"" + code + "\" is not a country; write it as US or DE");
            return "US";
        }
        return code;
    }

    private Field.@Nullable Bound bound(Table table, String key, Set<String> used) {
        var text = table.find(key);
        if (text.isEmpty()) {
            return null;
        }
        if (text.get().matches("\\d{1,12}(\\.\\d{1,3})?")) {
            return new Field.Bound.Fixed(new BigDecimal(text.get()));
        }
        return new Field.Bound.Fact(vocabulary.money(table, key, used));
    }

    private static Field.@Nullable DayBound day(Table table, String key) {
        var text = table.find(key);
        if (text.isEmpty()) {
            return null;
        }
        var match = FROM_TODAY.matcher(text.get());
        if (match.matches()) {
            int days = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
            return new Field.DayBound.FromToday("-".equals(match.group(1)) ? -days : days);
        }
        try {
            return new Field.DayBound.On(LocalDate.parse(text.get()));
        } catch (DateTimeParseException e) {
            table.problem(
                    table.at(key), Rule.SHAPE, "\"" + key + "\" must be a day such as today, today+30d or 2026-12-31");
            return null;
        }
    }

    private static SequencedMap<String, String> options(Table table) {
        var options = new LinkedHashMap<String, String>();
        var listed = table.table("options");
        listed.keys().forEach(option -> options.put(option, listed.text(option)));
        if (options.isEmpty() && table.has("options")) {
            table.problem(table.at("options"), Rule.MISSING, "a choice needs at least one option");
        }
        return options;
    }

    private static long whole(Table table, String key, int otherwise) {
        return table.whole(key, otherwise, -1_000_000_000, 1_000_000_000);
    }

    private static List<DocumentType> accepted(Table table) {
        var words = table.has("accept")
                ? table.words("accept", "a type of document", DocumentType.words())
                : List.of("pdf", "jpeg", "png");
        var types = new ArrayList<DocumentType>();
        words.forEach(word -> DocumentType.of(word).ifPresent(types::add));
        return List.copyOf(types);
    }

    private static long size(Table table) {
        var text = table.find("most").orElse("5MB");
        var match = SIZE.matcher(text);
        long bytes = match.matches()
                ? Long.parseLong(match.group(1)) * (match.group(2).equals("kB") ? 1_000 : 1_000_000)
                : 0;
        if (bytes < 1 || bytes > LARGEST_UPLOAD) {
            table.problem(table.at("most"), Rule.SHAPE, "\"most\" must be a size such as 500kB or 5MB, up to 20MB");
        }
        return bytes;
    }
}
