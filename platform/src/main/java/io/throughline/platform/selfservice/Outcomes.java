package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words for how a case ended. An outcome without words of its own still gets true ones.
final class Outcomes {
    private static final String NOTHING_MORE = "There is nothing for you to do.";

    /// @param heading what has come of it
    /// @param next what to do now, if anything
    private record Words(String heading, String next) {}

    private static final Map<String, Words> ALL = Map.ofEntries(
            // money
            of("paid", "Your payment is posted", "Nothing more to do. The reference above is your proof."),
            of("premium-paid", "Your premium is paid", "Your cover goes on. The reference above is your proof."),
            of(
                    "plan-agreed",
                    "Your plan is set up",
                    "Pay on the days you agreed. If you cannot make a payment, call us before its day."),
            of(
                    "promise-made",
                    "Your promise is recorded",
                    "Pay by the day you chose. If you cannot keep it, call us before it."),
            of("card-updated", "Your card is updated", "The next payment is taken from the new card."),
            of("already-paid", "This was paid already", "Nothing is owed here. You do not need to pay again."),
            of("nothing-due", "Nothing is due", "You do not need to pay anything."),
            of("refunded", "Your refund is on its way", "It can take a few days until your bank shows it."),
            of("goodwill-given", "We have credited your account", "The credit is on your account. " + NOTHING_MORE),
            of("grant-given", "Your grant is approved", "It is taken off what you owe. " + NOTHING_MORE),
            of("helped", "Your help is approved", "What you owe is adjusted. We send you the new statement."),
            of("can-pay", "Your bill stays as it is", "Pay it by the day on it, as before."),
            // a matter looked into
            of(
                    "answered",
                    "We have an answer for you",
                    "We have sent it to you. Call us if something in it is not right."),
            of("solved", "This is solved", "Call us if it comes up again."),
            of("informed", "You are up to date", "We tell you when something changes."),
            of("documents-received", "We have your documents", "We look at them and get in touch with you."),
            of("appealed", "Your appeal is filed", "We look at it again and write to you."),
            of("with-insurer", "This is with your insurer", "We wait for their answer. You do not need to pay now."),
            of("withdrawn", "You have taken this back", "Nothing is looked into any further. Call us to begin again."),
            of("not-escalated", "This stays with our team", "Call us if something new comes up."),
            of("returned", "This is back with our team", "They get in touch with you."),
            of("repaired", "The repair is done", "Tell us if it breaks again."),
            of(
                    "tenants-own",
                    "This is yours to repair",
                    "Your lease says who looks after what. Call us if you see it otherwise."),
            of("served", "This is done", "Call us if you need anything else."),
            // who somebody is, and where
            of("changed", "Your details are changed", "We use the new ones from now on."),
            of("unchanged", "Nothing was changed", "Your details stay as they are."),
            of("refreshed", "Your information is up to date", NOTHING_MORE),
            of("confirmed", "Thank you for confirming", "Your information stays as it is."),
            of("left", "Your account is closing", "We write to you when it is closed."),
            of("wrong-party", "We stop these messages", "We are sorry for the trouble. " + NOTHING_MORE),
            of("no-agreement", "This stays open", "Call us when you want to talk about it again."),
            of("no-answer", "This page is closed", "Call us if you still want to talk about it."));

    private Outcomes() {}

    private static Map.Entry<String, Words> of(String outcome, String heading, String next) {
        return Map.entry(outcome, new Words(heading, next));
    }

    /// The outcomes that have words of their own.
    static Set<String> known() {
        return ALL.keySet();
    }

    static String heading(Prompt.Finished finished) {
        var words = ALL.get(finished.outcome());
        return words == null ? finished.success() ? "This is done" : "This is closed" : words.heading();
    }

    static List<String> next(Prompt.Finished finished) {
        var words = ALL.get(finished.outcome());
        return List.of(words == null ? NOTHING_MORE : words.next());
    }
}
