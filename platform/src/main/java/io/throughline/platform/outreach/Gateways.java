package io.throughline.platform.outreach;

import io.micrometer.core.instrument.MeterRegistry;
import io.throughline.engine.By.Channel;
import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.EmailGateway.Mail;
import io.throughline.platform.channels.SmsGateway;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The way out on either channel. Gateways are looked up late: they bring in messages as well, and
/// a platform may run without one.
@Component
class Gateways {
    static final String CROWDED = "too many submissions are under way";

    private final ObjectProvider<SmsGateway> sms;
    private final ObjectProvider<EmailGateway> email;
    private final MeterRegistry meters;

    Gateways(ObjectProvider<SmsGateway> sms, ObjectProvider<EmailGateway> email, MeterRegistry meters) {
        this.sms = sms;
        this.email = email;
        this.meters = meters;
    }

    /// What came of a submission, on any channel.
    sealed interface Submitted {
        record Accepted(String reference) implements Submitted {}

        record Rejected(String reason) implements Submitted {}

        record NotSent(String reason) implements Submitted {}

        record Unknown(String reason) implements Submitted {}
    }

    /// A way out for one message, which is its own until it is closed.
    interface Way extends AutoCloseable {
        Submitted submit(Rendered words) throws InterruptedException;

        @Override
        void close();
    }

    /// Waits for a way out: what has one leaves at once.
    ///
    /// @return empty if there is none in time
    Optional<Way> way(Contact contact) throws InterruptedException {
        var gateway = sms.getIfAvailable();
        if (contact.endpoint().channel() != Channel.SMS || gateway == null) {
            return Optional.of(new Out(contact, null));
        }
        return gateway.place().map(place -> new Out(contact, place));
    }

    Submitted submit(Contact contact, Rendered words) throws InterruptedException {
        var way = way(contact);
        if (way.isEmpty()) {
            return new Submitted.NotSent(CROWDED);
        }
        try (var out = way.get()) {
            return out.submit(words);
        }
    }

    /// @param place null for mail, and where no carrier is connected
    private final class Out implements Way {
        private final Contact contact;
        private final SmsGateway.@Nullable Place place;

        Out(Contact contact, SmsGateway.@Nullable Place place) {
            this.contact = contact;
            this.place = place;
        }

        @Override
        public Submitted submit(Rendered words) throws InterruptedException {
            var channel = contact.endpoint().channel();
            var submitted = channel == Channel.SMS ? text(contact, words, place) : mail(contact, words);
            count(channel, "out", submitted.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            return submitted;
        }

        @Override
        public void close() {
            if (place != null) {
                place.close();
            }
        }
    }

    /// Message throughput: `throughline_messages_total{channel,direction,result}`.
    void count(Channel channel, String direction, String result) {
        meters.counter(
                        "throughline.messages",
                        "channel",
                        channel.name().toLowerCase(Locale.ROOT),
                        "direction",
                        direction,
                        "result",
                        result)
                .increment();
    }

    private static Submitted text(Contact contact, Rendered words, SmsGateway.@Nullable Place place)
            throws InterruptedException {
        if (place == null) {
            return new Submitted.NotSent("no carrier is connected");
        }
        return switch (place.submit(contact.endpoint().address(), words.text(), contact.reference())) {
            case SmsGateway.Submission.Accepted(var id) -> new Submitted.Accepted(id);
            case SmsGateway.Submission.Rejected(var reason) -> new Submitted.Rejected(reason);
            case SmsGateway.Submission.NotSent(var reason) -> new Submitted.NotSent(reason);
            case SmsGateway.Submission.Unknown(var reason) -> new Submitted.Unknown(reason);
        };
    }

    private Submitted mail(Contact contact, Rendered words) throws InterruptedException {
        var gateway = email.getIfAvailable();
        if (gateway == null) {
            return new Submitted.NotSent("no mail relay is connected");
        }
        var mail = new Mail(
                contact.id(), contact.endpoint().address(), words.brand(), words.subject(), words.text(), words.html());
        return switch (gateway.submit(mail)) {
            case EmailGateway.Submission.Accepted(var reference) -> new Submitted.Accepted(reference);
            case EmailGateway.Submission.Rejected(var reason) -> new Submitted.Rejected(reason);
            case EmailGateway.Submission.NotSent(var reason) -> new Submitted.NotSent(reason);
            case EmailGateway.Submission.Unknown(var reason) -> new Submitted.Unknown(reason);
        };
    }
}
