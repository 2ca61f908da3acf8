package io.throughline.platform.records;

import io.throughline.workflow.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Which column of a file is where. The order is free; names are as documented in docs/portfolio.md.
///
/// @param facts columns `fact.NAME` or `fact.NAME.PART`, by what stands behind `fact.`
record PortfolioHeader(Map<String, Integer> places, Map<String, Integer> facts, int width, List<String> warnings) {
    private static final String FACT = "fact.";

    static final List<String> KNOWN = List.of(
            "customer_id",
            "account_id",
            "first_name",
            "last_name",
            "date_of_birth",
            "phone",
            "email",
            "postal_code",
            "language",
            "sms_consent",
            "email_consent",
            "creditor",
            "original_creditor",
            "currency",
            "balance",
            "due_date",
            "broken_promises",
            "product");
    static final Set<String> REQUIRED = Set.of("customer_id", "account_id", "currency", "balance", "due_date");

    /// @param known names of facts; asked for only where there are such columns
    /// @throws BadHeader if a required column is missing, a column is there twice, or a fact is not known: what
    ///     forbids to write to somebody must not get lost
    static PortfolioHeader of(List<String> names, Supplier<Set<String>> known) {
        var places = new LinkedHashMap<String, Integer>();
        var facts = new LinkedHashMap<String, Integer>();
        var unknown = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT);
            if (name.startsWith(FACT)) {
                fact(name, i, facts, known);
            } else if (!KNOWN.contains(name)) {
                unknown.add(name);
            } else if (places.put(name, i) != null) {
                throw new BadHeader(name, "The column " + name + " is in the header twice.");
            }
        }
        for (String name : KNOWN) {
            if (REQUIRED.contains(name) && !places.containsKey(name)) {
                throw new BadHeader(name, missing(name, unknown));
            }
        }
        var warnings = unknown.stream()
                .map(name -> "The column \"" + name + "\" is not known and was left out; the nearest is "
                        + Nearest.to(name, KNOWN).orElse("none") + ".")
                .toList();
        return new PortfolioHeader(places, facts, names.size(), warnings);
    }

    private static void fact(String column, int place, Map<String, Integer> facts, Supplier<Set<String>> known) {
        var path = column.substring(FACT.length());
        var name = path.split("\\.", 2)[0];
        if (!known.get().contains(name)) {
            throw new BadHeader(
                    column,
                    "The column " + column + " names no fact that the policy packs know"
                            + Nearest.hint(name, known.get()) + ".");
        }
        boolean clashes = facts.keySet().stream()
                .anyMatch(other -> other.equals(path) || other.startsWith(path + ".") || path.startsWith(other + "."));
        if (clashes || facts.put(path, place) != null) {
            throw new BadHeader(column, "The column " + column + " says what another column of the header says.");
        }
    }

    private static String missing(String name, List<String> unknown) {
        return "The header has no column " + name + "."
                + Nearest.to(name, unknown)
                        .map(near -> " Is \"" + near + "\" meant to be it?")
                        .orElse(" Required are customer_id, account_id, currency, balance and due_date.");
    }

    /// The header cannot be used.
    static final class BadHeader extends RuntimeException {
        private static final long serialVersionUID = 1;
        final String column;

        BadHeader(String column, String message) {
            super(message);
            this.column = column;
        }
    }
}
