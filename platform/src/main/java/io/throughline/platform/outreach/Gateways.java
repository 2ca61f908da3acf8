package io.throughline.platform.outreach;

import io.micrometer.core.instrument.MeterRegistry;
import io.throughline.engine.By.Channel;
import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.EmailGateway.Mail;
import io.throughline.platform.channels.SmsGateway;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The way out on either channel. Gateways are looked up late: they bring in messages as well, and a
/// platform may run
/// without one.
@Component
class Gateways {
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

    Submitted submit(Contact contact, Rendered words) throws InterruptedException {
        var submitted = contact.endpoint().channel() == Channel.SMS ? text(contact, words) : mail(contact, words);
        count(
                contact.endpoint().channel(),
                "out",
                submitted.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return submitted;
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

    private Submitted text(Contact contact, Rendered words) throws InterruptedException {
        var gateway = sms.getIfAvailable();
        if (gateway == null) {
            return new Submitted.NotSent("no carrier is connected");
        }
        return switch (gateway.submit(contact.endpoint().address(), words.text(), contact.reference())) {
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
