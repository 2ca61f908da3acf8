package io.throughline.platform.notices;

import io.throughline.engine.Money;
import java.util.List;
import java.util.Map;

/// Everything a validation notice says (12 CFR 1006.34(c)), with figures that add up. Printing it shows no particulars.
///
/// @param to the consumer's name and address, a line each
/// @param digits the last of the account number; the rest is not shown
/// @param creditorThen to whom it was owed on the itemization date
/// @param creditorNow to whom it is owed
public record ValidationNotice(
        Collector collector,
        List<String> to,
        String reference,
        String digits,
        String product,
        String creditorThen,
        String creditorNow,
        Itemisation itemisation,
        ValidationPeriod period,
        NoticeWords words) {

    /// The values of the words' places.
    Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("collector", collector.name()),
                Map.entry("creditorNow", creditorNow),
                Map.entry("creditorThen", creditorThen),
                Map.entry("product", words.product(product)),
                Map.entry("number", words.say("ending", Map.of("digits", digits))),
                Map.entry("on", words.date(itemisation.on())),
                Map.entry("end", words.date(period.end())),
                Map.entry("reference", reference),
                Map.entry("website", collector.website() == null ? "" : collector.website()));
    }

    String say(String name) {
        return words.say(name, values());
    }

    String plus(Money amount) {
        return "+ " + words.money(amount);
    }

    String minus(Money amount) {
        return "\u2212 " + words.money(amount);
    }

    @Override
    public String toString() {
        return "ValidationNotice[" + words.language() + " " + words.version() + "]";
    }
}
