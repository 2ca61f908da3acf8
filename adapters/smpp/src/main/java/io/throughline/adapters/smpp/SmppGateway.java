package io.throughline.adapters.smpp;

import io.throughline.platform.channels.SmsGateway;
import io.throughline.platform.channels.SmsText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/// Submits texts. What the carrier may have taken is unknown, never tried again here.
final class SmppGateway implements SmsGateway {
    private static final ESMClass PLAIN = new ESMClass(0x00);
    private static final ESMClass WITH_HEADER = new ESMClass(0x40);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(2);

    private final SmppConnection connection;
    private final SmppSettings settings;
    private final RandomGenerator random;
    private final Pace pace;
    private final Semaphore window;

    SmppGateway(SmppConnection connection, SmppSettings settings, RandomGenerator random) {
        this.connection = connection;
        this.settings = settings;
        this.random = random;
        this.pace = new Pace(settings.maxPerSecond());
        this.window = new Semaphore(settings.window(), true);
    }

    @Override
    public Submission submit(String to, String text, int reference) throws InterruptedException {
        var place = place();
        if (place.isEmpty()) {
            return new Submission.NotSent("too many submissions are under way");
        }
        try (var held = place.get()) {
            return held.submit(to, text, reference);
        }
    }

    /// A place in the window, at its turn.
    @Override
    public Optional<Place> place() throws InterruptedException {
        if (!window.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean isHeld = false;
        try {
            pace.await();
            isHeld = true;
            return Optional.of(new Held());
        } finally {
            if (!isHeld) {
                window.release();
            }
        }
    }

    private final class Held implements Place {
        @Override
        public Submission submit(String to, String text, int reference) throws InterruptedException {
            return submitParts(to, text, reference);
        }

        @Override
        public void close() {
            window.release();
        }
    }

    private Submission submitParts(String to, String text, int reference) throws InterruptedException {
        var message = SmsText.of(text);
        int total = message.parts().size();
        Submission last = new Submission.NotSent("nothing to send");
        for (int i = 0; i < total; i++) {
            last = submitPart(to, message, i, reference);
            if (!(last instanceof Submission.Accepted)) {
                // Some parts are out: whether the handset shows them is nobody's guess.
                return i == 0 ? last : new Submission.Unknown("part " + (i + 1) + " of " + total + " did not go out");
            }
        }
        return last;
    }

    private Submission submitPart(String to, SmsText message, int part, int reference) throws InterruptedException {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        var wait = FIRST_BACK_OFF;
        boolean hasTurn = part == 0; // its place was waited for
        while (true) {
            if (!hasTurn) {
                pace.await();
            }
            hasTurn = false;
            var submission = submitOnce(to, message, part, reference);
            if (submission.isPresent()) {
                return submission.get();
            }
            var jittered = Duration.ofNanos(random.nextLong(wait.toNanos() / 2, wait.toNanos()));
            if (System.nanoTime() + jittered.toNanos() >= deadline) {
                return new Submission.NotSent("throttled");
            }
            pace.rest(jittered);
            wait = wait.multipliedBy(2).compareTo(LONGEST_BACK_OFF) < 0 ? wait.multipliedBy(2) : LONGEST_BACK_OFF;
        }
    }

    /// Empty if the carrier is too busy and it may be tried again.
    private Optional<Submission> submitOnce(String to, SmsText message, int part, int reference) {
        try {
            var session = connection.session();
            if (session.isEmpty()) {
                return Optional.of(new Submission.NotSent("not connected to the carrier"));
            }
            return Optional.of(new Submission.Accepted(send(session.get(), to, message, part, reference)));
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus());
        } catch (PDUException e) {
            return Optional.of(new Submission.Rejected("not a message that SMPP can carry"));
        } catch (ResponseTimeoutException e) {
            return Optional.of(new Submission.Unknown("the carrier did not answer in time"));
        } catch (InvalidResponseException e) {
            return Optional.of(new Submission.Unknown("the carrier's answer makes no sense"));
        } catch (IOException e) {
            return Optional.of(new Submission.Unknown("the connection broke while submitting"));
        }
    }

    private static Optional<Submission> refused(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL -> Optional.empty();
            case SMPPConstant.STAT_ESME_RSYSERR, SMPPConstant.STAT_ESME_RX_T_APPN ->
                Optional.of(new Submission.NotSent("the carrier has a fault of its own"));
            default -> Optional.of(new Submission.Rejected("refused by the carrier, status " + status));
        };
    }

    private String send(SMPPSession session, String to, SmsText message, int part, int reference)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        int total = message.parts().size();
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.NETWORK_SPECIFIC,
                        NumberingPlanIndicator.UNKNOWN,
                        settings.sender(),
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to.startsWith("+") ? to.substring(1) : to,
                        total == 1 ? PLAIN : WITH_HEADER,
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(1),
                        (byte) 0,
                        DataCodings.newInstance((byte) (message.ucs2() ? 8 : 0)),
                        (byte) 0,
                        userData(message, part, reference),
                        new OptionalParameter.User_message_reference((short) reference))
                .getMessageId();
    }

    /// The part, behind a concatenation header (8-bit reference) if it is one of several.
    private static byte[] userData(SmsText message, int part, int reference) {
        var body = message.parts().get(part);
        int total = message.parts().size();
        if (total == 1) {
            return body;
        }
        var data = new byte[6 + body.length];
        data[0] = 5;
        data[1] = 0;
        data[2] = 3;
        data[3] = (byte) reference;
        data[4] = (byte) total;
        data[5] = (byte) (part + 1);
        System.arraycopy(body, 0, data, 6, body.length);
        return data;
    }
}
