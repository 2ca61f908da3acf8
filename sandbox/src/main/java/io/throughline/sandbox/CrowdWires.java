package io.throughline.sandbox;

import io.throughline.sandbox.carrier.HandsetMessage;
import io.throughline.sandbox.carrier.Handsets;
import io.throughline.sandbox.crowd.Charges;
import io.throughline.sandbox.crowd.Crowd;
import io.throughline.sandbox.crowd.Deliveries;
import io.throughline.sandbox.crowd.Mail;
import io.throughline.sandbox.crowd.Reply;
import io.throughline.sandbox.crowd.Sms;
import io.throughline.sandbox.crowd.Wires;
import io.throughline.sandbox.mailbox.Mail.Fate;
import io.throughline.sandbox.mailbox.Mailboxes;
import io.throughline.sandbox.processor.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What joins the crowd to the rooms of this process: its phones, its mailboxes and the logs its oracle believes.
final class CrowdWires implements Wires, Deliveries, Charges {
    private static final int PAGE = 5_000;
    private final Handsets handsets;
    private final Mailboxes mailboxes;
    private final Processor processor;

    CrowdWires(Handsets handsets, Mailboxes mailboxes, Processor processor) {
        this.handsets = handsets;
        this.mailboxes = mailboxes;
        this.processor = processor;
    }

    /// Brings every arrival to the crowd from now on. The listeners run on the carrier's threads; the crowd only notes.
    void bringNewsTo(Crowd crowd) {
        handsets.onArrival(message -> crowd.texted(sms(message)));
        mailboxes.onArrival(mail -> crowd.mailed(mail(mail)));
    }

    @Override
    public Reply text(String number, String words) {
        var sent = handsets.reply(number, words);
        return () -> handsets.find(sent.id()).flatMap(HandsetMessage::acknowledgedAt);
    }

    @Override
    public Reply answer(Mail mail, String words) {
        var sent = mailboxes.reply(mail.address(), Long.parseLong(mail.id()), words);
        return () -> mailboxes.find(sent.id()).flatMap(io.throughline.sandbox.mailbox.Mail::acknowledgedAt);
    }

    @Override
    public List<Sms> texts() {
        return all(handsets::listSubmitted, HandsetMessage::id).stream()
                .filter(HandsetMessage::delivered)
                .map(CrowdWires::sms)
                .toList();
    }

    @Override
    public List<Mail> mails() {
        return all(mailboxes::listSubmitted, io.throughline.sandbox.mailbox.Mail::id).stream()
                .filter(mail -> mail.fate() == Fate.RECEIVED)
                .map(CrowdWires::mail)
                .toList();
    }

    /// The obligation stands for the account: a demo opens one case an account, and the case travels in the metadata.
    @Override
    public List<Charge> successful() {
        var charges = new ArrayList<Charge>();
        for (var obligation : processor.charges().obligations()) {
            for (long number = 0; number < obligation.count(); number++) {
                charges.add(new Charge(
                        obligation.firstCharge() + "#" + number,
                        obligation.caseRef() == null ? obligation.firstCharge() : obligation.caseRef(),
                        obligation.amountMinor() / obligation.count()));
            }
        }
        return charges;
    }

    private interface Listing<T> {
        List<T> after(long id, int atMost);
    }

    private static <T> List<T> all(Listing<T> listing, Function<T, Long> id) {
        var all = new ArrayList<T>();
        List<T> page;
        do {
            page = listing.after(all.isEmpty() ? 0 : id.apply(all.getLast()), PAGE);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private static Sms sms(HandsetMessage message) {
        return new Sms(Long.toString(message.id()), message.number(), message.text(), message.at(), message.at());
    }

    private static Mail mail(io.throughline.sandbox.mailbox.Mail mail) {
        return new Mail(
                Long.toString(mail.id()),
                mail.address(),
                mail.replyTo(),
                mail.listUnsubscribe(),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.at(),
                mail.at());
    }
}
