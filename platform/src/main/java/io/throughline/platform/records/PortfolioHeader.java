package io.throughline.platform.records;

import io.throughline.workflow.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which column of a file is where. The order is free; names are as documented in docs/portfolio.md.
record PortfolioHeader(Map<String, Integer> places, int width, List<String> warnings) {
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

    /// @throws BadHeader if a required column is missing or a column is there twice
    static PortfolioHeader of(List<String> names) {
        var places = new LinkedHashMap<String, Integer>();
        var unknown = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT);
            if (!KNOWN.contains(name)) {
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
        return new PortfolioHeader(places, names.size(), warnings);
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
