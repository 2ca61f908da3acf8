package io.throughline.workflow;

import java.util.Set;
import java.util.function.BiConsumer;

/// What messages say, and to whom.
final class MessageRules {
    private static final Set<String> ALWAYS = Set.of("link", "brand", "phone", "optOut", "reference");

    private MessageRules() {}

    static void channel(Draft draft) {
        touches(draft, (table, message) -> {
            var channel = table.text("touch");
            if (!message.channel().equals(channel) && Set.of("sms", "email").contains(channel)) {
                draft.report(
                        table.at("message"),
                        Rule.WRONG_CHANNEL,
                        "message \"" + message.name() + "\" is written for " + message.channel() + ", not for "
                                + channel + "; use one that is");
            }
        });
    }

    static void outreachTells(Draft draft) {
        touches(
                draft,
                (table, message) -> Draft.places(message).stream()
                        .filter(place -> !ALWAYS.contains(place))
                        .forEach(
                                place -> draft.report(
                                        table.at("message"),
                                        Rule.REVEALS_ACCOUNT,
                                        "message \"" + message.name() + "\" says {" + place
                                                + "} before identity is proven; anyone holding the phone can read it; leave it out")));
    }

    static void link(Draft draft) {
        touches(draft, (table, message) -> {
            if (!message.text().contains("{link}")) {
                draft.report(
                        table.at("message"),
                        Rule.LINK_MISSING,
                        "message \"" + message.name() + "\" has no {link}; the customer could not act");
            }
        });
    }

    /// Every text message, every outreach, and everything a debt collector sends electronically (12 CFR 1006.6(e)).
    static void optOut(Draft draft) {
        touches(draft, (table, message) -> optOut(draft, table, message));
        boolean collector = draft.definition().purpose().equals("debt-collection");
        for (var step : draft.steps()) {
            if (step instanceof Step.Send send) {
                var message = draft.definition().messages().get(send.message());
                if (message != null && (collector || message.channel().equals("sms"))) {
                    optOut(draft, draft.at(step), message);
                }
            }
        }
    }

    private static void optOut(Draft draft, Table table, Definition.Message message) {
        if (!message.text().contains("{optOut}")) {
            draft.report(
                    table.at("message"),
                    Rule.OPT_OUT_MISSING,
                    "message \"" + message.name() + "\" goes out by " + message.channel()
                            + " and does not say how to stop; add {optOut}");
        }
    }

    static void variables(Draft draft) {
        for (var step : draft.reached()) {
            var message = step instanceof Step.Send send
                    ? draft.definition().messages().get(send.message())
                    : null;
            if (message != null) {
                Draft.places(message).stream()
                        .filter(place -> !ALWAYS.contains(place))
                        .forEach(place -> variable(draft, step, message.name(), place));
            }
        }
    }

    private static void variable(Draft draft, Step step, String message, String place) {
        var at = draft.at(step).at("message");
        var facts = draft.definition().facts();
        if (!facts.containsKey(place)) {
            draft.report(
                    at,
                    Rule.MESSAGE_VARIABLE,
                    "message \"" + message + "\" says {" + place + "}, which is not a known fact"
                            + Nearest.hint(place, facts.keySet()));
        } else if (!PathRules.isSet(draft, step, place)) {
            draft.report(
                    at,
                    Rule.MESSAGE_VARIABLE,
                    "message \"" + message + "\" says {" + place + "}, which some path to step \"" + step.name()
                            + "\" has not brought; it could not be sent there");
        }
    }

    /// Each touch whose message there is.
    private static void touches(Draft draft, BiConsumer<Table, Definition.Message> look) {
        for (var table : draft.root().tables("outreach", "the touch")) {
            var message = draft.definition().messages().get(table.text("message"));
            if (message != null) {
                look.accept(table, message);
            }
        }
    }
}
