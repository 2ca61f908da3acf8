package io.throughline.simulation;

import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.SmsGateway;
import io.throughline.platform.channels.SmsText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The carrier and the mail relay of a town: what they took is the truth about what was sent.
final class Carrier {
    private final World world;
    private final Town town;
    private final List<Sent> sent = new ArrayList<>();

    /// A message that left us.
    ///
    /// @param reference that we gave it: a number by text, our contact's id by mail
    record Sent(Instant at, boolean byText, String address, String reference, String text) {}

    Carrier(World world, Town town) {
        this.world = world;
        this.town = town;
    }

    List<Sent> sent() {
        return sent;
    }

    SmsGateway texts(SimulatedProcess process) {
        return (to, text, reference) -> {
            var answer = process.call("carrier", () -> taken(true, to, text, Integer.toString(reference)));
            return switch (answer) {
                case ACCEPTED -> new SmsGateway.Submission.Accepted(carrierId(to, reference));
                case REJECTED -> new SmsGateway.Submission.Rejected("blocked");
                case NOT_TAKEN -> new SmsGateway.Submission.NotSent("throttled");
                case UNKNOWN ->
                    world.isPlanted(Planted.MESSAGE_REPEATED)
                            ? new SmsGateway.Submission.NotSent("no answer")
                            : new SmsGateway.Submission.Unknown("no answer");
            };
        };
    }

    EmailGateway mails(SimulatedProcess process) {
        return mail -> {
            var answer = process.call("relay", () -> taken(false, mail.to(), mail.text(), mail.contactId()));
            return switch (answer) {
                case ACCEPTED -> new EmailGateway.Submission.Accepted(mail.contactId());
                case REJECTED -> new EmailGateway.Submission.Rejected("no such mailbox");
                case NOT_TAKEN -> new EmailGateway.Submission.NotSent("greylisted");
                case UNKNOWN -> new EmailGateway.Submission.Unknown("no answer");
            };
        };
    }

    private enum Taken {
        ACCEPTED,
        REJECTED,
        NOT_TAKEN,
        UNKNOWN
    }

    private Taken taken(boolean byText, String to, String text, String reference) {
        var faults = world.faults();
        if (faults.happens(Fault.MESSAGE_NOT_TAKEN)) {
            return Taken.NOT_TAKEN;
        }
        if (faults.happens(Fault.MESSAGE_REJECTED)) {
            return Taken.REJECTED;
        }
        if (faults.happens(Fault.MESSAGE_LOST)) {
            return Taken.UNKNOWN;
        }
        var message = new Sent(world.now(), byText, to, reference, text);
        sent.add(message);
        town.watch().sent(message);
        world.spawn("carries", () -> carry(message));
        return faults.happens(Fault.MESSAGE_ANSWER_LOST) ? Taken.UNKNOWN : Taken.ACCEPTED;
    }

    private static String carrierId(String to, int reference) {
        return "m" + Integer.toHexString(to.hashCode()) + "-" + reference;
    }

    // ---- on its way

    private void carry(Sent message) {
        var faults = world.faults();
        world.sleep(faults.between(Duration.ofSeconds(1), Duration.ofSeconds(40)));
        boolean arrives = !faults.happens(Fault.MESSAGE_NEVER_DELIVERED);
        if (arrives) {
            world.spawn("reads", () -> new Customer(world, town).reads(message));
        }
        if (message.byText()) {
            receipts(message, arrives ? "DELIVRD" : "UNDELIV");
        } else if (!arrives) {
            town.deliver("bounce", node -> node.inbound().mailBounced(message.reference(), true, "5.1.1", world.now()));
        }
    }

    private void receipts(Sent message, String state) {
        var faults = world.faults();
        int parts = SmsText.of(message.text()).parts().size();
        for (int part = 0; part < parts; part++) {
            if (!faults.happens(Fault.RECEIPT_LOST)) {
                receipt(message, part, state);
            }
        }
        if (faults.happens(Fault.RECEIPTS_OUT_OF_ORDER)) {
            world.sleep(faults.between(Duration.ofMinutes(1), Duration.ofHours(3)));
            receipt(message, 0, state.equals("DELIVRD") ? "EXPIRED" : "DELIVRD");
        }
    }

    private void receipt(Sent message, int part, String state) {
        var faults = world.faults();
        if (faults.happens(Fault.RECEIPT_LATE)) {
            world.sleep(faults.between(Duration.ofHours(1), Duration.ofHours(40)));
        }
        int times = faults.happens(Fault.RECEIPT_DOUBLED) ? 2 : 1;
        int reference = Integer.parseInt(message.reference());
        for (int i = 0; i < times; i++) {
            town.deliver(
                    "receipt",
                    node -> node.inbound()
                            .smsReceipt(
                                    carrierId(message.address(), reference) + (part == 0 ? "" : "-" + part),
                                    reference,
                                    message.address(),
                                    state,
                                    world.now()));
        }
    }
}
