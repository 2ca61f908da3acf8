package io.throughline.sandbox.ledger;

import io.throughline.sandbox.ledger.PostingOutcome.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A wish to post, as it came over the wire, and the plain rules about what can be posted.
record PostingRequest(String operation, String account, JsonNode body) {
    static final String PAYMENT = "post-payment";
    static final String ARRANGEMENT = "post-arrangement";
    static final String NOTE = "post-note";
    private static final Set<String> KINDS = Set.of("plan", "promise");
    private static final JsonMapper JSON = JsonMapper.shared();

    static PostingRequest of(JsonNode body) {
        return new PostingRequest(
                body.path("operation").asString(""), body.path("account").asString(""), body);
    }

    /// The same for bodies that say the same, whatever the order of their fields.
    String canonical() {
        return JSON.writeValueAsString(sorted(body));
    }

    @Nullable
    Long amountMinor() {
        JsonNode amount = body.path("amountMinor");
        return amount.isIntegralNumber() && amount.canConvertToLong() ? amount.longValue() : null;
    }

    @Nullable
    String currency() {
        JsonNode currency = body.path("currency");
        return currency.isString() ? currency.stringValue() : null;
    }

    /// Why this account cannot take the posting, if it cannot.
    Optional<Refused> refusal(Account account) {
        return switch (operation) {
            case PAYMENT -> payment(account);
            case ARRANGEMENT -> arrangement(account);
            case NOTE -> note();
            default -> refused("operation-unknown", "operation must be post-payment, post-arrangement or post-note");
        };
    }

    private Optional<Refused> payment(Account account) {
        var amount = amount(account, true);
        if (amount.isPresent()) {
            return amount;
        }
        if (!body.path("receipt").isString()
                || body.path("receipt").stringValue().isBlank()) {
            return refused("receipt-missing", "a payment names the receipt of its processor");
        }
        return Optional.empty();
    }

    private Optional<Refused> arrangement(Account account) {
        if (!KINDS.contains(body.path("kind").asString(""))) {
            return refused("kind-unknown", "kind must be plan or promise");
        }
        JsonNode instalments = body.path("instalments");
        if (present(instalments)
                && (!instalments.isIntegralNumber() || instalments.asInt(0) < 1 || instalments.asInt(0) > 120)) {
            return refused("instalments-impossible", "instalments must be a whole number from 1 to 120");
        }
        JsonNode first = body.path("firstDate");
        if (present(first) && !isDate(first.asString(""))) {
            return refused("date-impossible", "firstDate must be a date like 2026-11-22");
        }
        return amount(account, false);
    }

    private Optional<Refused> note() {
        return body.path("note").isString()
                ? Optional.empty()
                : refused("note-missing", "a note says something in the field note");
    }

    private Optional<Refused> amount(Account account, boolean required) {
        if (!required && !present(body.path("amountMinor"))) {
            return Optional.empty();
        }
        Long amount = amountMinor();
        if (amount == null || amount <= 0) {
            return refused("amount-impossible", "amountMinor must be a positive whole number of minor units");
        }
        String currency = currency();
        if (required || currency != null) {
            if (!account.currency().equals(currency)) {
                return refused("currency-mismatch", "the account is kept in " + account.currency());
            }
        }
        if (amount > account.balanceMinor()) {
            return refused("amount-over-balance", "amountMinor is more than the account owes");
        }
        return Optional.empty();
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static Optional<Refused> refused(String code, String message) {
        return Optional.of(new Refused(code, message));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return JSON.createObjectNode().setAll(fields);
        }
        if (node.isArray()) {
            var items = JSON.createArrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node;
    }
}
