package io.throughline.sandbox.crowd;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Phones, mailboxes and the processor's books, in memory.
final class FakeOutside implements Wires, Deliveries, Charges {
    private final InstantSource clock;
    private final List<Sms> texts = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Charge> charges = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    volatile Consumer<Sms> onText = sms -> {};
    volatile Consumer<Mail> onMail = mail -> {};
    /// endpoint and words of a reply
    volatile BiConsumer<String, String> platform = (endpoint, words) -> {};

    FakeOutside(InstantSource clock) {
        this.clock = clock;
    }

    void send(String number, String text) {
        Instant now = clock.instant();
        Sms sms = new Sms("sms-" + ids.incrementAndGet(), number, text, now, now);
        texts.add(sms);
        onText.accept(sms);
    }

    void mail(String address, String subject, String text) {
        Instant now = clock.instant();
        String id = "mail-" + ids.incrementAndGet();
        Mail mail = new Mail(
                id,
                address,
                "reply+1@throughline.example",
                "<mailto:unsubscribe+1@x.example>",
                subject,
                text,
                "",
                now,
                now);
        mails.add(mail);
        onMail.accept(mail);
    }

    void charge(String account, long amountMinor) {
        charges.add(new Charge("ch-" + ids.incrementAndGet(), account, amountMinor));
    }

    @Override
    public Reply text(String number, String words) {
        return replied(number, words);
    }

    @Override
    public Reply answer(Mail mail, String words) {
        return replied(mail.address(), words);
    }

    private Reply replied(String endpoint, String words) {
        platform.accept(endpoint, words);
        Instant taken = clock.instant();
        return () -> Optional.of(taken);
    }

    @Override
    public List<Sms> texts() {
        return texts;
    }

    @Override
    public List<Mail> mails() {
        return mails;
    }

    @Override
    public List<Charge> successful() {
        return charges;
    }
}
