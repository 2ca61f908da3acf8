package io.throughline.sandbox.crowd;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Judges what reached people, from the logs of carrier, mailbox and processor and from what people can swear
/// to. It shares no code with the platform: its own zones, its own idea of what is outreach.
///
/// **Outreach** is every message except: a code the person just asked for, the one confirmation of an
/// opt-out, and the answer to something the person did on the page in the last half hour (a receipt).
final class Oracle {
    /// A one-time code that comes later than this after it was asked for was not asked for.
    private static final Duration CODE_IS_AN_ANSWER = Duration.ofMinutes(15);

    private static final Duration RECEIPT_IS_AN_ANSWER = Duration.ofMinutes(30);

    /// What was on the wire already when the STOP was taken.
    private static final Duration CROSSED_ON_THE_WIRE = Duration.ofSeconds(5);

    private static final int MOST_TOUCHES = 3;
    private static final int MOST_EXAMPLES = 12;

    private enum Violation {
        OUTSIDE_WINDOW("outsideWindow"),
        AFTER_OPT_OUT("afterOptOut"),
        BEFORE_VERIFICATION("beforeVerification"),
        DUPLICATE_CONTACT("duplicateContacts"),
        DUPLICATE_CHARGE("duplicateCharges");

        private final String label;

        Violation(String label) {
            this.label = label;
        }
    }

    /// A text or a mail, alike to the oracle.
    private record Message(
            String channel, String id, String endpoint, String text, Instant submittedAt, Instant deliveredAt) {
        boolean hasLink() {
            return Messages.link(text).isPresent();
        }
    }

    private final Deliveries deliveries;
    private final Charges charges;
    private final Map<Violation, Integer> counts = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private int touches;

    Oracle(Deliveries deliveries, Charges charges) {
        this.deliveries = deliveries;
        this.charges = charges;
    }

    Report judge(List<Person> people, int faults) {
        List<Sms> texts = deliveries.texts();
        List<Mail> mails = deliveries.mails();
        Map<String, List<Message>> byEndpoint = byEndpoint(texts, mails);
        int pages = 0;
        int stops = 0;
        Map<String, Integer> outcomes = new TreeMap<>();
        for (Person person : people) {
            judgeMessages(person, byEndpoint);
            for (Testimony.EarlyFact early : person.testimony().earlyFacts()) {
                String where = early.kind().isEmpty() ? "a redirect or bare page" : "a page of kind " + early.kind();
                found(Violation.BEFORE_VERIFICATION, person, early.fact() + " on " + where + " at " + early.at());
            }
            pages += person.testimony().pages();
            stops += person.testimony().stops();
            outcomes.merge(person.outcome(), 1, Integer::sum);
        }
        int charged = judgeCharges(people);
        return new Report(
                people.size(),
                outcomes,
                new Report.Violations(
                        count(Violation.OUTSIDE_WINDOW),
                        count(Violation.AFTER_OPT_OUT),
                        count(Violation.BEFORE_VERIFICATION),
                        count(Violation.DUPLICATE_CONTACT),
                        count(Violation.DUPLICATE_CHARGE)),
                List.copyOf(examples),
                new Report.Looked(texts.size(), mails.size(), touches, pages, charged, stops),
                faults);
    }

    private static Map<String, List<Message>> byEndpoint(List<Sms> texts, List<Mail> mails) {
        Map<String, List<Message>> byEndpoint = new HashMap<>();
        for (Sms sms : texts) {
            Message message =
                    new Message("sms", sms.id(), sms.number(), sms.text(), sms.submittedAt(), sms.deliveredAt());
            byEndpoint.computeIfAbsent(sms.number(), _ -> new ArrayList<>()).add(message);
        }
        for (Mail mail : mails) {
            String text = mail.subject() + "\n" + mail.text() + "\n" + mail.html();
            Message message =
                    new Message("mail", mail.id(), mail.address(), text, mail.submittedAt(), mail.deliveredAt());
            byEndpoint.computeIfAbsent(mail.address(), _ -> new ArrayList<>()).add(message);
        }
        return byEndpoint;
    }

    private void judgeMessages(Person person, Map<String, List<Message>> byEndpoint) {
        int touchesOfPerson = 0;
        for (String endpoint :
                List.of(person.customer().phone(), person.customer().email())) {
            Set<String> seen = new HashSet<>();
            boolean confirmed = false;
            for (Message message : byEndpoint.getOrDefault(endpoint, List.of())) {
                judgeWords(person, message);
                Optional<Testimony.Stop> stop = person.testimony().stop(endpoint);
                boolean confirms = !confirmed && stop.isPresent() && couldConfirm(message, stop.orElseThrow());
                confirmed |= confirms;
                if (confirms) {
                    continue;
                }
                if (stop.flatMap(s -> s.reply().takenAt())
                        .filter(taken -> message.submittedAt().isAfter(taken.plus(CROSSED_ON_THE_WIRE)))
                        .isPresent()) {
                    found(Violation.AFTER_OPT_OUT, person, message, "submitted " + message.submittedAt());
                }
                if (isCodeAskedFor(person, message)) {
                    continue;
                }
                if (!seen.add(message.text())) {
                    found(Violation.DUPLICATE_CONTACT, person, message, "the same words again");
                }
                if (isReceipt(person, message)) {
                    continue;
                }
                judgeHour(person, message);
                if (message.hasLink() || !person.testimony().hadCompletedBy(message.deliveredAt())) {
                    touches++;
                    if (++touchesOfPerson > MOST_TOUCHES) {
                        found(Violation.DUPLICATE_CONTACT, person, message, "touch " + touchesOfPerson);
                    }
                }
            }
        }
    }

    private void judgeHour(Person person, Message message) {
        Optional<ZoneId> zone = ContactHours.violated(person.customer(), message.deliveredAt());
        zone.ifPresent(z -> found(
                Violation.OUTSIDE_WINDOW,
                person,
                message,
                "delivered " + message.deliveredAt().atZone(z).toLocalDateTime() + " " + z));
    }

    private void judgeWords(Person person, Message message) {
        if (!person.testimony().hadProvenBy(message.deliveredAt())) {
            person.facts()
                    .in(message.text())
                    .ifPresent(fact -> found(Violation.BEFORE_VERIFICATION, person, message, fact));
        }
    }

    private static boolean couldConfirm(Message message, Testimony.Stop stop) {
        return !message.submittedAt().isBefore(stop.sentAt())
                && !message.hasLink()
                && Messages.code(message.text()).isEmpty();
    }

    private static boolean isCodeAskedFor(Person person, Message message) {
        return Messages.code(message.text()).isPresent()
                && person.testimony().askedForCodeWithin(CODE_IS_AN_ANSWER, message.deliveredAt());
    }

    private static boolean isReceipt(Person person, Message message) {
        return person.testimony().actedWithin(RECEIPT_IS_AN_ANSWER, message.deliveredAt());
    }

    private int judgeCharges(List<Person> people) {
        Set<String> ours = new HashSet<>();
        people.forEach(p -> ours.add(p.customer().accountId()));
        Map<String, List<String>> byAccount = new TreeMap<>();
        List<Charges.Charge> successful = charges.successful();
        for (Charges.Charge charge : successful) {
            byAccount
                    .computeIfAbsent(charge.accountId(), _ -> new ArrayList<>())
                    .add(charge.id());
        }
        byAccount.forEach((account, ids) -> {
            if (ids.size() > 1) {
                String owner = ours.contains(account) ? "" : " (of nobody in the crowd)";
                found(Violation.DUPLICATE_CHARGE, "account " + account + owner + " charges " + ids);
            }
        });
        return successful.size();
    }

    private void found(Violation violation, Person person, Message message, String what) {
        found(violation, person, message.channel() + " " + message.id() + ", " + what);
    }

    private void found(Violation violation, Person person, String what) {
        found(violation, "customer " + person.customer().customerId() + ", " + what);
    }

    /// Ids, hours and names of facts; never a name, a number or a text.
    private void found(Violation violation, String what) {
        if (counts.merge(violation, 1, Integer::sum) <= MOST_EXAMPLES) {
            examples.add(violation.label + ": " + what);
        }
    }

    private int count(Violation violation) {
        return counts.getOrDefault(violation, 0);
    }
}
