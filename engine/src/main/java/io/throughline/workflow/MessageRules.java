package io.throughline.workflow;

import java.util.Objects;
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
        everyTouch(
                draft,
                (table, message) -> Draft.places(message).stream()
                        .filter(place -> !ALWAYS.contains(place))
                        .forEach(
                                place -> draft.report(
                                        table.at("message"),
                                        Rule.REVEALS_ACCOUNT,
                                        named(message) + " says {" + place
                                                + "} before identity is proven; anyone holding the phone can read it; leave it out")));
    }

    static void link(Draft draft) {
        everyTouch(draft, (table, message) -> {
            if (!message.text().contains("{link}")) {
                draft.report(
                        table.at("message"),
                        Rule.LINK_MISSING,
                        named(message) + " has no {link}; the customer could not act");
            }
        });
    }

    /// Every text message, every outreach, and everything a debt collector sends electronically (12 CFR 1006.6(e)).
    static void optOut(Draft draft) {
        everyTouch(draft, (table, message) -> optOut(draft, table, message));
        boolean collector = draft.definition().purpose().equals("debt-collection");
        for (var step : draft.steps()) {
            if (step instanceof Step.Send send) {
                var message = draft.definition().messages().get(send.message());
                if (message != null && (collector || message.channel().equals("sms"))) {
                    message.all().forEach(words -> optOut(draft, draft.at(step), words));
                }
            }
        }
    }

    private static void optOut(Draft draft, Table table, Definition.Message message) {
        if (!message.text().contains("{optOut}")) {
            draft.report(
                    table.at("message"),
                    Rule.OPT_OUT_MISSING,
                    named(message) + " goes out by " + message.channel()
                            + " and does not say how to stop; add {optOut}");
        }
    }

    static void variables(Draft draft) {
        for (var step : draft.reached()) {
            var message = step instanceof Step.Send send
                    ? draft.definition().messages().get(send.message())
                    : null;
            if (message != null) {
                message.all().stream()
                        .flatMap(words -> Draft.places(words).stream())
                        .distinct()
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

    /// How long text messages are when their places are filled as they usually are.
    static void length(Draft draft) {
        var definition = draft.definition();
        touches(draft, (table, message) -> message.all().forEach(words -> length(draft, table, words)));
        for (var step : draft.reached()) {
            if (step instanceof Step.Send send && definition.messages().get(send.message()) != null) {
                Objects.requireNonNull(definition.messages().get(send.message()))
                        .all()
                        .forEach(words -> length(draft, draft.at(step), words));
            }
        }
    }

    private static void length(Draft draft, Table table, Definition.Message message) {
        if (!message.channel().equals("sms")) {
            return;
        }
        var length = TextLength.of(Draft.filled(message, draft.definition()));
        if (length.parts() > 1 || !length.isGsm()) {
            draft.report(
                    table.at("message"),
                    Rule.LONG_TEXT,
                    named(message) + " has about " + length.characters() + " characters and goes out in "
                            + length.parts()
                            + (length.parts() == 1 ? " part" : " parts")
                            + (length.isGsm()
                                    ? ""
                                    : ", with room for 70 characters instead of 160 because of " + length.foreign()));
        }
    }

    private static String named(Definition.Message message) {
        return "message \"" + message.name() + "\""
                + (message.audience().equals(Audience.ALL) ? "" : " for " + message.audience());
    }

    /// Each touch with every variant of its message.
    private static void everyTouch(Draft draft, BiConsumer<Table, Definition.Message> look) {
        touches(draft, (table, message) -> message.all().forEach(words -> look.accept(table, words)));
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
