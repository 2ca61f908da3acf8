package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.Money;
import java.util.Locale;
import java.util.Map;

/// Says in a plain sentence what an event was.
final class CaseStory {
    private CaseStory() {}

    static String sentence(Cases.Recorded event) {
        var d = event.details();
        return switch (event.type()) {
            case "case-opened" -> "The case was opened.";
            case "facts-read" -> "Facts were read from " + say(d, "source") + ".";
            case "facts-missing" -> "Facts from " + say(d, "source") + " could not be had: " + say(d, "reason") + ".";
            case "facts-stale" -> "The facts were too old to act on and are read again.";
            case "step-entered" -> "The case came to step " + event.step() + ".";
            case "touch-due" -> "A message by " + channel(d) + " was asked for (" + say(d, "message") + ").";
            case "contact-sent" -> "A message went out by " + channel(d) + ".";
            case "contact-held" -> "A message waits until " + say(d, "notBefore") + ": " + forbidden(d) + ".";
            case "contact-denied" -> "A message was not sent: " + forbidden(d) + ".";
            case "contact-undeliverable" -> "A message could not be delivered: " + say(d, "reason") + ".";
            case "contact-unknown" -> "It is not known whether a message went out; it is not repeated.";
            case "unanswered" -> "Nobody answered after " + say(d, "touches") + " messages.";
            case "link-opened" -> "The link of a message was opened.";
            case "identity-proved" -> "The person was proven to be the customer (" + say(d, "method") + ").";
            case "identity-failed" -> "An attempt to prove identity failed.";
            case "wrong-party" -> "The person said that the message was not meant for them.";
            case "disclosure-acknowledged" ->
                "The required words " + say(d, "text") + " version " + say(d, "version") + " were read.";
            case "disclosure-refused" -> "The person would not go on after the required words.";
            case "chosen" -> who(event) + " chose " + say(d, "choice") + ".";
            case "continued" -> who(event) + " went on.";
            case "payment-requested" -> who(event) + " asked to pay " + say(d, "amount") + ".";
            case "card-page-opened" -> "The card page was opened.";
            case "payment-captured" ->
                "The processor took " + say(d, "amount") + "; receipt " + say(d, "receipt") + ".";
            case "payment-declined" -> "The card was declined: " + say(d, "reason") + ".";
            case "payment-abandoned" -> "The card page was left without paying.";
            case "payment-unknown" -> "It is not known yet whether the payment went through; nothing is assumed.";
            case "payment-mismatch" -> "A charge needs a person: " + say(d, "reason") + ".";
            case "arrangement-agreed" -> "An arrangement was agreed.";
            case "person-wanted" -> who(event) + " asked for a person.";
            case "write-requested", "writeback-requested" -> "A write to the system of record was asked for.";
            case "written-back" -> "The system of record confirmed; receipt " + say(d, "receipt") + ".";
            case "writeback-rejected" -> "The system of record refused: " + say(d, "code") + ".";
            case "writeback-failed" -> "The system of record could not be reached in time.";
            case "message-written" ->
                by(event) + (Boolean.TRUE.equals(d.get("link")) ? " wrote a payment link by " : " wrote by ")
                        + channel(d) + " to " + say(d, "ending") + ".";
            case "message-sent" -> "It went out by " + channel(d) + "; policy allowed it.";
            case "message-not-sent" -> "It was not sent: " + forbidden(d) + ".";
            case "message-undeliverable" -> "It could not be delivered: " + say(d, "reason") + ".";
            case "message-unknown" -> "It is not known whether it went out; it is not repeated.";
            case "supervisor-joined" ->
                by(event) + " joined the conversation of " + say(d, "holder") + ": " + say(d, "reason") + ".";
            case "supervisor-left" -> by(event) + " left the conversation of " + say(d, "holder") + ".";
            case "work-taken-over" ->
                by(event) + " took the work over from " + say(d, "holder") + ": " + say(d, "reason") + ".";
            case "opted-out" -> "The customer said stop on " + channel(d) + ".";
            case "exception-raised" -> "The case went to a person in queue " + say(d, "queue") + ".";
            case "case-resumed" -> "A person put the case back on " + say(d, "to") + ": " + say(d, "reason") + ".";
            case "answered" -> who(event) + " answered the questions of step " + event.step() + ".";
            case "facts-too-old" ->
                "Facts from " + say(d, "source") + " could not be read again: " + say(d, "reason") + ".";
            case "step-timed-out" -> "Step " + event.step() + " took too long; the case went to " + say(d, "to") + ".";
            case "work-assigned" -> "Step " + event.step() + " waits for a person in queue " + say(d, "queue") + ".";
            case "work-taken" -> say(d, "person") + " took the work.";
            case "work-given-back" -> who(event) + " gave the case back as " + say(d, "outcome") + ".";
            case "work-escalated" ->
                "Nobody in queue " + say(d, "from") + " acted in time; it is with queue " + say(d, "queue") + ".";
            case "work-overdue" -> "Nobody in queue " + say(d, "queue") + " acted in time.";
            case "checked" -> who(event) + " went through the checklist of step " + event.step() + ".";
            case "approval-requested" ->
                "An approval was asked for (" + say(d, "authority") + ") in queue " + say(d, "queue") + ".";
            case "approval-approved" -> who(event) + " approved what " + say(d, "requestedBy") + " had asked for.";
            case "approval-refused" -> who(event) + " refused it: " + say(d, "reason") + ".";
            case "approval-expired" -> "Nobody decided on the approval in time.";
            case "child-opened" -> "Workflow " + say(d, "workflow") + " runs as a child of this case.";
            case "child-ended" -> "The child of this case ended as " + say(d, "outcome") + ".";
            case "child-failed" -> "The child of this case could not be opened: " + say(d, "reason") + ".";
            case "overridden" ->
                departs(d) + " moved the case from " + say(d, "from") + " to " + say(d, "to") + ": " + say(d, "reason")
                        + ".";
            case "corrected" -> departs(d) + " corrected " + say(d, "fact") + ": " + say(d, "reason") + ".";
            case "reopened" -> departs(d) + " opened the case again at " + say(d, "to") + ": " + say(d, "reason") + ".";
            case "reassigned" ->
                departs(d) + " gave the work to queue " + say(d, "queue") + ": " + say(d, "reason") + ".";
            case "migrated" ->
                departs(d) + " moved the case from version " + hash(d, "from") + ", step " + say(d, "fromStep")
                        + ", to version " + hash(d, "version") + ", step " + say(d, "to") + ": " + say(d, "reason")
                        + ".";
            case "case-finished" ->
                "The case finished as " + say(d, "outcome") + ", proven by receipt " + say(d, "receipt") + ".";
            default -> words(event.type());
        };
    }

    /// What a rule says against it, and its name.
    private static String forbidden(Map<String, Object> details) {
        var detail = String.valueOf(details.getOrDefault("detail", ""));
        var rule = "rule " + say(details, "rule");
        return detail.isBlank() ? rule : detail.replaceFirst("\\.$", "") + " (" + rule + ")";
    }

    private static String by(Cases.Recorded event) {
        return event.by().id();
    }

    private static String hash(Map<String, Object> details, String name) {
        var hash = say(details, name);
        return hash.substring(0, Math.min(12, hash.length()));
    }

    private static String departs(Map<String, Object> details) {
        return "Off the path: " + say(details, "staff");
    }

    private static String who(Cases.Recorded event) {
        return event.by().actor() == By.Actor.CUSTOMER
                ? "The customer"
                : words(event.by().actor().name());
    }

    private static String channel(Map<String, Object> details) {
        return say(details, "channel").toUpperCase(Locale.ROOT);
    }

    private static String say(Map<String, Object> details, String name) {
        var value = details.get(name);
        return value == null ? "unnamed" : CaseView.shown(value).toString();
    }

    private static String words(String name) {
        var words = name.replace('-', ' ').replace('.', ' ').replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String formatted(Object value) {
        return Money.fromFact(value).formatted();
    }
}
