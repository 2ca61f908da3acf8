package io.throughline.sandbox.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.sandbox.Await;
import io.throughline.sandbox.HandClock;
import io.throughline.sandbox.carrier.HandsetMessage.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierTest {
    private static final String NUMBER = "14155550123";

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final HandClock wall = new HandClock();
    private Carrier carrier;

    @BeforeEach
    void open() {
        carrier = open(CarrierSettings.standard(0));
    }

    @AfterEach
    void close() {
        carrier.close();
    }

    private Carrier open(CarrierSettings settings) {
        return new Carrier(folder, clock, wall, settings);
    }

    private void reopen(CarrierSettings settings) {
        carrier.close();
        carrier = open(settings);
    }

    private List<String> texts(String number) {
        return carrier.handsets().list(number, 0).stream()
                .map(HandsetMessage::text)
                .toList();
    }

    @Test
    void a_message_reaches_the_handset_and_its_receipt_names_it() throws Exception {
        try (var platform = PlatformSession.bind(carrier)) {
            var id = platform.submit(NUMBER, "Hello {Ann}, you owe 12 € [today]", 40_001);

            assertThat(texts("+1 415 555 0123")).containsExactly("Hello {Ann}, you owe 12 € [today]");
            var receipt = platform.next();
            assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
            assertThat(receipt.getSourceAddr()).isEqualTo(NUMBER);
            assertThat(receipt.getDestAddress()).isEqualTo("72620");
            assertThat(text(receipt))
                    .isEqualTo(
                            "id:" + id + " sub:001 dlvrd:001 submit date:2603021500 done date:2603021500 stat:DELIVRD"
                                    + " err:000 text:Hello {Ann}, you owe");
            assertThat(receipt.getShortMessageAsDeliveryReceipt().getId()).isEqualTo(id);
            assertThat(receipt.getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                            .getValueAsString())
                    .isEqualTo(id);
            assertThat(receipt.getOptionalParameter(OptionalParameter.Message_state.class)
                            .getValue())
                    .isEqualTo((byte) 2);
            assertThat(receipt.getOptionalParameter(OptionalParameter.User_message_reference.class)
                                    .getValue()
                            & 0xffff)
                    .isEqualTo(40_001);
        }
    }

    @Test
    void a_number_out_of_service_gets_nothing_and_the_receipt_says_so() throws Exception {
        try (var platform = PlatformSession.bind(carrier)) {
            platform.submit("14155550000", "Anybody?", 7);

            var receipt = platform.next();
            assertThat(text(receipt)).contains("dlvrd:000", "stat:UNDELIV", "err:001");
            assertThat(receipt.getOptionalParameter(OptionalParameter.Message_state.class)
                            .getValue())
                    .isEqualTo((byte) 5);
            assertThat(texts("14155550000")).isEmpty();
            assertThat(carrier.handsets().listSubmitted(0, 10))
                    .singleElement()
                    .matches(message -> !message.delivered() && message.at().equals(clock.instant()));
        }
    }

    @Test
    void parts_with_a_header_become_one_message_whatever_their_order() throws Exception {
        var parts = List.of("The first part, ", "the second ", "and the last.");
        try (var platform = PlatformSession.bind(carrier)) {
            for (int i : List.of(2, 0, 1)) {
                assertThat(texts(NUMBER)).isEmpty();
                platform.submit(
                        NUMBER,
                        0,
                        0x40,
                        withHeader(
                                new byte[] {5, 0, 3, 77, 3, (byte) (i + 1)},
                                parts.get(i).getBytes(StandardCharsets.US_ASCII)),
                        new OptionalParameter.User_message_reference((short) (100 + i)));
            }

            assertThat(texts(NUMBER)).containsExactly("The first part, the second and the last.");
            assertThat(platform.next(3))
                    .extracting(receipt -> receipt.getOptionalParameter(OptionalParameter.User_message_reference.class)
                            .getValue())
                    .containsExactlyInAnyOrder((short) 100, (short) 101, (short) 102);
        }
    }

    @Test
    void a_16_bit_header_in_ucs2_may_split_a_surrogate_pair() throws Exception {
        var text = "Zahlung fällig 🙂 Ł";
        var octets = text.getBytes(StandardCharsets.UTF_16BE);
        int split = 2 * (text.indexOf("🙂") + 1);
        try (var platform = PlatformSession.bind(carrier)) {
            platform.submit(
                    NUMBER, 8, 0x40, withHeader(new byte[] {6, 8, 4, 1, 2, 2, 1}, Arrays.copyOf(octets, split)));
            platform.submit(
                    NUMBER,
                    8,
                    0x40,
                    withHeader(new byte[] {6, 8, 4, 1, 2, 2, 2}, Arrays.copyOfRange(octets, split, octets.length)));

            assertThat(texts(NUMBER)).containsExactly(text);
        }
    }

    @Test
    void parts_numbered_by_parameters_and_a_payload_are_read_too() throws Exception {
        try (var platform = PlatformSession.bind(carrier)) {
            for (int i = 1; i <= 2; i++) {
                platform.submit(
                        NUMBER,
                        0,
                        0,
                        ("part " + i + ";").getBytes(StandardCharsets.US_ASCII),
                        new OptionalParameter.Sar_msg_ref_num((short) 9),
                        new OptionalParameter.Sar_total_segments((byte) 2),
                        new OptionalParameter.Sar_segment_seqnum((byte) i));
            }
            var payload = "x".repeat(1_000);
            platform.submit(
                    NUMBER,
                    0,
                    0,
                    new byte[0],
                    new OptionalParameter.Message_payload(payload.getBytes(StandardCharsets.US_ASCII)));

            assertThat(texts(NUMBER)).containsExactly("part 1;part 2;", payload);
        }
    }

    @Test
    void parts_wait_through_a_restart_of_the_carrier_and_a_part_sent_again_counts_once() throws Exception {
        var first = withHeader(new byte[] {5, 0, 3, 8, 2, 1}, "one ".getBytes(StandardCharsets.US_ASCII));
        try (var platform = PlatformSession.bind(carrier)) {
            platform.submit(NUMBER, 0, 0x40, first);
        }
        reopen(CarrierSettings.standard(0));
        try (var platform = PlatformSession.bind(carrier)) {
            platform.submit(NUMBER, 0, 0x40, first);
            assertThat(texts(NUMBER)).isEmpty();
            platform.submit(
                    NUMBER,
                    0,
                    0x40,
                    withHeader(new byte[] {5, 0, 3, 8, 2, 2}, "two".getBytes(StandardCharsets.US_ASCII)));
            assertThat(texts(NUMBER)).containsExactly("one two");
        }
    }

    @Test
    void a_header_that_lies_about_its_length_is_refused() throws Exception {
        try (var platform = PlatformSession.bind(carrier)) {
            assertRefused(0x01, () -> platform.submit(NUMBER, 0, 0x40, new byte[] {50, 0, 3, 1, 2, 1, 'x'}));
            assertRefused(0x01, () -> platform.submit(NUMBER, 0, 0x40, new byte[] {3, 0, 9, 1, 2, 1, 'x'}));
            assertRefused(0x43, () -> platform.submit(NUMBER, 0, 0x40, new byte[] {5, 0, 3, 1, 2, 3, 'x'}));
            assertRefused(0x104, () -> platform.submit(NUMBER, 4, 0, new byte[] {1}));
            assertRefused(0x0b, () -> platform.submit("abc", 0, 0, new byte[] {'x'}));
            assertThat(carrier.handsets().listSubmitted(0, 10)).isEmpty();
        }
    }

    @Test
    void above_its_rate_the_carrier_throttles_until_a_moment_has_passed() throws Exception {
        reopen(CarrierSettings.standard(0).withMessagesPerSecond(2));
        try (var platform = PlatformSession.bind(carrier)) {
            platform.submit(NUMBER, "one", 1);
            platform.submit(NUMBER, "two", 2);
            assertRefused(0x58, () -> platform.submit(NUMBER, "three", 3));
            wall.pass(Duration.ofMillis(500));
            platform.submit(NUMBER, "three", 3);
            assertRefused(0x58, () -> platform.submit(NUMBER, "four", 4));
            assertThat(texts(NUMBER)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void a_receipt_is_offered_until_it_is_acknowledged() throws Exception {
        try (var platform = PlatformSession.bind(carrier)) {
            platform.refusals.set(2);
            platform.submit(NUMBER, "Hello", 1);
            assertThat(text(platform.next())).contains("stat:DELIVRD");
            Await.until("nothing is owed", () -> carrier.nextDueAt().isEmpty());
        }
    }

    @Test
    void a_platform_that_died_without_a_word_finds_everything_when_it_comes_back() throws Exception {
        try (var silent = new Socket(InetAddress.getLoopbackAddress(), carrier.port())) {
            // Binds and never answers what is delivered to it.
            silent.getOutputStream()
                    .write(HexFormat.of()
                            .parseHex("00000023" + "00000009" + "00000000" + "00000001"
                                    + HexFormat.of().formatHex("throughline\0x\0\0".getBytes(StandardCharsets.US_ASCII))
                                    + "34000000"));
            Await.until("it is bound", () -> silentHasSpoken(silent));
            carrier.handsets().reply(NUMBER, "Are you there?");
        }
        try (var platform = PlatformSession.bind(carrier)) {
            assertThat(text(platform.next())).isEqualTo("Are you there?");
            Await.until("nothing is owed", () -> carrier.nextDueAt().isEmpty());
        }
    }

    private static boolean silentHasSpoken(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_reply_waits_for_the_platform_and_is_dated_when_it_is_acknowledged() throws Exception {
        var reply = carrier.handsets().reply(NUMBER, "STOP");
        assertThat(reply.acknowledgedAt()).isEmpty();
        clock.pass(Duration.ofHours(2));
        reopen(CarrierSettings.standard(0));
        assertThat(carrier.nextDueAt()).isPresent();

        try (var platform = PlatformSession.bind(carrier)) {
            var message = platform.next();
            assertThat(message.getEsmClass()).isZero();
            assertThat(message.getSourceAddr()).isEqualTo(NUMBER);
            assertThat(message.getDestAddress()).isEqualTo("72620");
            assertThat(text(message)).isEqualTo("STOP");
            Await.until(
                    "the reply is acknowledged",
                    () -> carrier.handsets()
                            .find(reply.id())
                            .orElseThrow()
                            .acknowledgedAt()
                            .isPresent());
            assertThat(carrier.handsets().find(reply.id()).orElseThrow().acknowledgedAt())
                    .contains(clock.instant());
            assertThat(carrier.nextDueAt()).isEmpty();
        }
    }

    @Test
    void replies_of_one_handset_stay_in_order_in_the_alphabet_they_need() throws Exception {
        var texts = List.of("yes", "да 🙂", "no", "€".repeat(200));
        texts.forEach(text -> carrier.handsets().reply(NUMBER, text));
        try (var platform = PlatformSession.bind(carrier)) {
            var received = platform.next(4);
            assertThat(received)
                    .extracting(message -> (int) message.getDataCoding())
                    .containsExactly(0, 8, 0, 0);
            assertThat(received).extracting(CarrierTest::text).containsExactlyElementsOf(texts);
        }
    }

    @Test
    void who_listens_hears_of_arrivals_and_a_reply_goes_to_whoever_wrote() throws Exception {
        var heard = new LinkedBlockingQueue<HandsetMessage>();
        try (var listening = carrier.handsets().onArrival(heard::add);
                var platform = PlatformSession.bind(carrier)) {
            assertThat(listening).isNotNull();
            platform.submit("+" + NUMBER, "Hello", 1);
            var message = heard.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            assertThat(message.number()).isEqualTo("+" + NUMBER);
            assertThat(message.direction()).isEqualTo(Direction.RECEIVED);
            assertThat(message.toString()).doesNotContain(NUMBER, "Hello");
            platform.next();

            carrier.handsets().reply(NUMBER, "Who is this?");
            // The address in the writing that the platform itself used.
            assertThat(platform.next().getSourceAddr()).isEqualTo("+" + NUMBER);
        }
    }

    @Test
    void a_stranger_or_a_wrong_password_does_not_bind() {
        reopen(CarrierSettings.standard(0).withPassword("right"));
        assertThatThrownBy(() -> new PlatformSession(carrier.port(), "stranger", "right"))
                .rootCause()
                .isInstanceOf(NegativeResponseException.class);
        assertThatThrownBy(() -> new PlatformSession(carrier.port(), "throughline", "wrong"))
                .rootCause()
                .isInstanceOf(NegativeResponseException.class);
    }

    @Test
    void under_faults_some_receipts_come_twice_some_late_and_every_one_comes() throws Exception {
        reopen(CarrierSettings.standard(0).withFaults(7));
        int submitted = 150;
        int throttled = 0;
        try (var platform = PlatformSession.bind(carrier)) {
            for (int i = 0; i < submitted; i++) {
                throttled += submitPatiently(platform, "1415555" + (1000 + i), i + 1);
            }
            Await.until(
                    "only late ones are owed",
                    () -> carrier.nextDueAt()
                            .filter(due -> due.isAfter(clock.instant()))
                            .isPresent());
            int before = platform.delivered.size();
            clock.pass(Duration.ofHours(7));
            Await.until("nothing is owed", () -> carrier.nextDueAt().isEmpty());

            assertThat(throttled).isPositive();
            assertThat(before).isLessThan(submitted + 20);
            assertThat(platform.delivered.size()).isGreaterThan(before);
            var references =
                    platform.delivered.stream().map(CarrierTest::reference).toList();
            assertThat(references.stream().distinct()).hasSize(submitted);
            assertThat(references).hasSizeGreaterThan(submitted);
        }
    }

    private int submitPatiently(PlatformSession platform, String number, int reference) throws Exception {
        int throttled = 0;
        while (true) {
            wall.pass(Duration.ofMillis(100));
            try {
                platform.submit(number, "Hello", reference);
                return throttled;
            } catch (NegativeResponseException e) {
                assertThat(e.getCommandStatus()).isEqualTo(0x58);
                throttled++;
            }
        }
    }

    private static int reference(DeliverSm receipt) {
        return receipt.getOptionalParameter(OptionalParameter.User_message_reference.class)
                .getValue();
    }

    private static void assertRefused(int status, ThrowingSubmit submit) {
        assertThatThrownBy(submit::run)
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refused -> assertThat(refused.getCommandStatus()).isEqualTo(status));
    }

    private static String text(DeliverSm message) {
        var payload = message.getOptionalParameter(OptionalParameter.Message_payload.class);
        var body = payload == null ? message.getShortMessage() : payload.getValue();
        return Coding.find(message.getDataCoding()).orElseThrow().decode(body);
    }

    private static byte[] withHeader(byte[] header, byte[] body) {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(header);
        octets.writeBytes(body);
        return octets.toByteArray();
    }

    private interface ThrowingSubmit {
        String run() throws Exception;
    }
}
