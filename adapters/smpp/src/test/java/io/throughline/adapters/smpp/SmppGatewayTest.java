package io.throughline.adapters.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.platform.channels.Inbound;
import io.throughline.platform.channels.SmsGateway.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmppGatewayTest {
    private static final Instant NOW = Instant.parse("2026-11-20T17:00:00Z");
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final List<String> came = new CopyOnWriteArrayList<>();
    private final AtomicInteger throttle = new AtomicInteger();
    private final CountDownLatch silence = new CountDownLatch(1);
    private volatile int refuse;
    private volatile boolean silent;
    private volatile boolean faulty;
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final int port = freePort();
    private SMPPServerSessionListener server = listen();
    private SmppConnection connection;
    private SmppGateway gateway;

    private final Inbound inbound = new Inbound() {
        @Override
        public void smsReceived(String from, String to, String text, Instant at) {
            if (faulty) {
                throw new IllegalStateException("database is gone");
            }
            came.add("text " + from + " " + to + " " + text + " " + at);
        }

        @Override
        public void smsReceipt(String carrierId, int reference, String number, String state, Instant at) {
            came.add("receipt " + carrierId + " " + reference + " " + number + " " + state);
        }

        @Override
        public void mailReplied(String contactId, String from, String text, Instant at) {}

        @Override
        public void mailBounced(String contactId, boolean permanent, String status, Instant at) {}
    };

    SmppGatewayTest() {
        connection = new SmppConnection(settings(), new Deliveries(() -> inbound, InstantSource.fixed(NOW)));
        gateway = new SmppGateway(connection, settings(), new Random(1));
    }

    private SmppSettings settings() {
        return new SmppSettings(
                "127.0.0.1",
                port,
                "throughline",
                "secret",
                "72620",
                1000,
                10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMillis(400));
    }

    private static int freePort() {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SMPPServerSessionListener listen() {
        try {
            var listener = new SMPPServerSessionListener(
                    port, new org.jsmpp.session.connection.socket.ServerSocketConnectionFactory());
            listener.setMessageReceiverListener(new Carrier());
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        var session = listener.accept();
                        session.waitForBind(5_000).accept("carrier");
                        sessions.add(session);
                    }
                } catch (Exception e) {
                    // closed
                }
            });
            return listener;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    @BeforeEach
    void bind() {
        connection.start();
        await(() -> connection.session().isPresent() && !sessions.isEmpty());
    }

    @AfterEach
    void close() throws IOException {
        silence.countDown();
        connection.stop();
        server.close();
    }

    @Test
    void a_text_goes_out_with_reference_and_receipt_wanted() throws Exception {
        assertThat(gateway.submit("+12125550142", "Pay {now} €5", 0xBEEF)).isEqualTo(new Submission.Accepted("m1"));
        var one = submitted.getFirst();
        assertThat(one.getDestAddress()).isEqualTo("12125550142");
        assertThat(one.getSourceAddr()).isEqualTo("72620");
        assertThat(one.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(one.getDataCoding()).isEqualTo((byte) 0);
        assertThat(one.getShortMessage()).contains(0x1b, 0x28, 0x65);
        assertThat(one.getOptionalParameter(OptionalParameter.User_message_reference.class)
                                .getValue()
                        & 0xffff)
                .isEqualTo(0xBEEF);
    }

    @Test
    void a_long_text_goes_out_in_parts_that_a_handset_joins() throws Exception {
        assertThat(gateway.submit("+12125550142", "ж".repeat(100), 7)).isEqualTo(new Submission.Accepted("m2"));
        assertThat(submitted).hasSize(2).allSatisfy(part -> {
            assertThat(part.getEsmClass()).isEqualTo((byte) 0x40);
            assertThat(part.getDataCoding()).isEqualTo((byte) 8);
        });
        assertThat(submitted.get(0).getShortMessage()).hasSize(6 + 134).startsWith(5, 0, 3, 7, 2, 1);
        assertThat(submitted.get(1).getShortMessage()).startsWith(5, 0, 3, 7, 2, 2);
    }

    @Test
    void throttling_is_waited_out() throws Exception {
        throttle.set(2);
        assertThat(gateway.submit("+12125550142", "hello", 1)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void throttling_without_end_is_not_sent() throws Exception {
        throttle.set(Integer.MAX_VALUE);
        assertThat(gateway.submit("+12125550142", "hello", 1)).isEqualTo(new Submission.NotSent("throttled"));
    }

    @Test
    void a_refusal_is_for_good() throws Exception {
        refuse = SMPPConstant.STAT_ESME_RINVDSTADR;
        assertThat(gateway.submit("+1", "hello", 1)).isInstanceOf(Submission.Rejected.class);
    }

    @Test
    void an_answer_that_does_not_come_is_unknown() throws Exception {
        silent = true;
        assertThat(gateway.submit("+12125550142", "hello", 1)).isInstanceOf(Submission.Unknown.class);
        assertThat(submitted).hasSize(1);
    }

    @Test
    void a_lost_carrier_is_not_sent_and_found_again() throws Exception {
        server.close();
        sessions.forEach(Session::unbindAndClose);
        await(() -> connection.session().isEmpty());
        assertThat(gateway.submit("+12125550142", "hello", 1))
                .isEqualTo(new Submission.NotSent("not connected to the carrier"));
        server = listen();
        await(() -> connection.session().isPresent());
        assertThat(gateway.submit("+12125550142", "hello", 1)).isInstanceOf(Submission.Accepted.class);
    }

    private void deliver(int esmClass, int coding, byte[] body, OptionalParameter... parameters) throws Exception {
        sessions.getLast()
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "12125550142",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "72620",
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        DataCodings.newInstance((byte) coding),
                        body,
                        parameters);
    }

    @Test
    void replies_and_receipts_come_in_and_are_answered_when_taken() throws Exception {
        deliver(0, 0, "STOP".getBytes(StandardCharsets.US_ASCII));
        deliver(0, 8, "Привет".getBytes(StandardCharsets.UTF_16BE));
        var words = "id:old sub:001 dlvrd:001 submit date:2611201700 done date:2611201700 stat:EXPIRED err:000 text:x"
                .getBytes(StandardCharsets.US_ASCII);
        deliver(4, 0, words);
        deliver(
                4,
                0,
                words,
                new OptionalParameter.Receipted_message_id("m1"),
                new OptionalParameter.Message_state((byte) 2),
                new OptionalParameter.User_message_reference((short) 0xBEEF));
        assertThat(came)
                .containsExactly(
                        "text 12125550142 72620 STOP " + NOW,
                        "text 12125550142 72620 Привет " + NOW,
                        "receipt old -1 12125550142 EXPIRED",
                        "receipt m1 48879 12125550142 DELIVRD");
    }

    @Test
    void what_could_not_be_taken_is_answered_with_an_error() {
        faulty = true;
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> deliver(0, 0, "STOP".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        e -> assertThat(e.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN));
        assertThat(came).isEmpty();
    }

    /// The far side: answers as told.
    private final class Carrier implements ServerMessageReceiverListener {
        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession source)
                throws ProcessRequestException {
            if (throttle.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(0, n - 1)) > 0) {
                throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RTHROTTLED);
            }
            if (refuse != 0) {
                throw new ProcessRequestException("no", refuse);
            }
            submitted.add(message);
            if (silent) {
                try {
                    silence.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            try {
                return new SubmitSmResult(new MessageId("m" + submitted.size()), new OptionalParameter[0]);
            } catch (org.jsmpp.PDUStringException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) {}

        @Override
        public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) {}

        @Override
        public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source) {}

        @Override
        public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm message, Session source) {
            throw new UnsupportedOperationException();
        }
    }
}
