package io.throughline.sandbox.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the platform what the carrier owes it, and strikes off only what was acknowledged. A
/// receipt or reply may thus come twice, but never not at all.
final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int AT_ONCE = 16;
    private static final int LONGEST_SHORT_MESSAGE = 254;
    private static final int LOOK_EVERY_MILLIS = 20;
    private static final int RECEIPT = 0x04;
    private static final Duration NOBODY_BOUND = Duration.ofMinutes(1);
    private static final Duration NOTHING_OWED = Duration.ofMinutes(1);
    private static final Duration OWED_LATER = Duration.ofMillis(25);
    private static final Duration AFTER_A_REFUSAL = Duration.ofMillis(250);

    private final CarrierStore store;
    private final Bindings bindings;
    private final InstantSource clock;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    Deliveries(CarrierStore store, Bindings bindings, InstantSource clock) {
        this.store = store;
        this.bindings = bindings;
        this.clock = clock;
    }

    /// One round of the dispatch loop.
    Duration round() throws InterruptedException {
        var session = bindings.receiving();
        if (session.isEmpty()) {
            return NOBODY_BOUND;
        }
        var due = store.due(clock.instant(), AT_ONCE);
        if (due.isEmpty()) {
            // Due times are virtual and the clock may leap, so what is owed later is asked for often.
            return store.nextDueAt().isPresent() ? OWED_LATER : NOTHING_OWED;
        }
        return handOver(due, session.get()) ? Duration.ZERO : AFTER_A_REFUSAL;
    }

    private boolean handOver(List<Parcel> due, SMPPServerSession session) throws InterruptedException {
        var sendings = due.stream()
                .map(parcel -> senders.submit(() -> handOver(parcel, session)))
                .toList();
        boolean allTaken = true;
        for (var sending : sendings) {
            allTaken &= isTaken(sending, session);
        }
        return allTaken;
    }

    /// When a session ends, jSMPP leaves those who wait for its answers waiting; a platform that
    /// has just come back should not have to wait with them.
    private static boolean isTaken(Future<Boolean> sending, SMPPServerSession session) throws InterruptedException {
        while (true) {
            try {
                return sending.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!session.getSessionState().isBound()) {
                    return false;
                }
            } catch (ExecutionException e) {
                LOG.warn(
                        "a delivery failed: {}",
                        e.getCause() == null ? e : e.getCause().getClass().getSimpleName());
                return false;
            }
        }
    }

    private boolean handOver(Parcel parcel, SMPPServerSession session) {
        try {
            switch (parcel) {
                case Parcel.Receipt receipt ->
                    send(session, parcel, RECEIPT, Coding.GSM, Receipts.text(receipt), Receipts.parameters(receipt));
                case Parcel.Reply reply -> send(session, reply);
            }
            store.taken(parcel, clock.instant());
            return true;
        } catch (PDUException
                | InvalidResponseException
                | NegativeResponseException
                | ResponseTimeoutException
                | IOException e) {
            LOG.debug("{} was not taken", parcel, e);
            store.notTaken(parcel);
            return false;
        }
    }

    private static void send(SMPPServerSession session, Parcel.Reply reply)
            throws PDUException, InvalidResponseException, NegativeResponseException, ResponseTimeoutException,
                    IOException {
        var gsm = GsmText.encode(reply.text());
        var coding = gsm.isPresent() ? Coding.GSM : Coding.UCS_2;
        var body = gsm.orElseGet(() -> reply.text().getBytes(StandardCharsets.UTF_16BE));
        if (body.length > LONGEST_SHORT_MESSAGE) {
            send(session, reply, 0, coding, new byte[0], new OptionalParameter.Message_payload(body));
        } else {
            send(session, reply, 0, coding, body);
        }
    }

    private static void send(
            SMPPServerSession session,
            Parcel parcel,
            int esmClass,
            Coding coding,
            byte[] body,
            OptionalParameter... parameters)
            throws PDUException, InvalidResponseException, NegativeResponseException, ResponseTimeoutException,
                    IOException {
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                parcel.address(),
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                parcel.peer(),
                new ESMClass(esmClass),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(0),
                new RawDataCoding(coding.code()),
                body,
                parameters);
    }

    @Override
    public void close() {
        senders.shutdown();
    }
}
