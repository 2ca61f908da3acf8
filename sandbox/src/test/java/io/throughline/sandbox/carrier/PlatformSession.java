package io.throughline.sandbox.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/// A real SMPP client, as the platform is one.
final class PlatformSession implements AutoCloseable {
    final BlockingQueue<DeliverSm> delivered = new LinkedBlockingQueue<>();
    final AtomicInteger refusals = new AtomicInteger();
    private final SMPPSession session = new SMPPSession();

    PlatformSession(int port, String systemId, String password) throws Exception {
        session.setMessageReceiverListener(new MessageReceiverListener() {
            @Override
            public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
                if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new ProcessRequestException("not now", 0x64);
                }
                delivered.add(message);
            }

            @Override
            public void onAcceptAlertNotification(AlertNotification notification) {}

            @Override
            public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
                throw new ProcessRequestException("no data_sm", 0x03);
            }
        });
        session.connectAndBind(
                "127.0.0.1",
                port,
                new BindParameter(
                        BindType.BIND_TRX,
                        systemId,
                        password,
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null));
    }

    static PlatformSession bind(Carrier carrier) throws Exception {
        return new PlatformSession(carrier.port(), "throughline", "secret");
    }

    String submit(String number, int coding, int esmClass, byte[] body, OptionalParameter... parameters)
            throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "72620",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        number,
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(1),
                        (byte) 0,
                        new RawDataCoding((byte) coding),
                        (byte) 0,
                        body,
                        parameters)
                .getMessageId();
    }

    String submit(String number, String text, int reference) throws Exception {
        return submit(
                number, 0, 0, GsmText.encode(text).orElseThrow(), new OptionalParameter.User_message_reference((short)
                        reference));
    }

    DeliverSm next() throws InterruptedException {
        var message = delivered.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was delivered");
        }
        return message;
    }

    List<DeliverSm> next(int count) throws InterruptedException {
        var messages = new ArrayList<DeliverSm>();
        for (int i = 0; i < count; i++) {
            messages.add(next());
        }
        return messages;
    }

    @Override
    public void close() {
        session.unbindAndClose();
    }
}
