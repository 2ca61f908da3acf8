package io.throughline.adapters.smpp;

import io.throughline.platform.channels.Inbound;
import io.throughline.platform.channels.SmsText;
import io.throughline.platform.channels.Together;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the carrier delivers. It is answered when it is committed; a fault is answered with an
/// error, and the carrier delivers again.
final class Deliveries implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int RECEIPTS = 128; // in one commit
    private static final int HEADER_INDICATOR = 0x40;
    private static final Pattern ID = Pattern.compile("(?i)\\bid:(\\S+)");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:(\\w+)");
    /// `message_state` by number (SMPP 3.4, 5.2.28), as the text of receipts names them.
    private static final Map<Integer, String> STATES = Map.of(
            1, "ENROUTE", 2, "DELIVRD", 3, "EXPIRED", 4, "DELETED", 5, "UNDELIV", 6, "ACCEPTD", 7, "UNKNOWN", 8,
            "REJECTD");

    private final Supplier<Inbound> inbound;
    private final InstantSource businessTime;
    private final Together<Inbound.SmsReceipt> receipts;

    Deliveries(Supplier<Inbound> inbound, InstantSource businessTime) {
        this.inbound = inbound;
        this.businessTime = businessTime;
        this.receipts = new Together<>(RECEIPTS, all -> inbound.get().smsReceipts(all));
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm delivery) throws ProcessRequestException {
        try {
            if (delivery.isSmscDeliveryReceipt()) {
                receipt(delivery);
            } else {
                inbound.get()
                        .smsReceived(
                                delivery.getSourceAddr(),
                                delivery.getDestAddress(),
                                text(delivery),
                                businessTime.instant());
            }
        } catch (RuntimeException e) {
            LOG.warn("a delivery could not be taken: {}", e.getClass().getSimpleName());
            // Without its cause: the library logs it, and a database names values.
            throw new ProcessRequestException("try again", SMPPConstant.STAT_ESME_RX_T_APPN);
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        LOG.debug("alert notification");
    }

    /// Nobody sends us these; a carrier that does learns it.
    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    private void receipt(DeliverSm delivery) {
        var words = new String(body(delivery), StandardCharsets.ISO_8859_1);
        var id = Optional.ofNullable(delivery.getOptionalParameter(OptionalParameter.Receipted_message_id.class))
                .map(OptionalParameter.COctetString::getValueAsString)
                .or(() -> first(ID, words))
                .orElse("");
        var state = Optional.ofNullable(delivery.getOptionalParameter(OptionalParameter.Message_state.class))
                .map(parameter -> STATES.getOrDefault((int) parameter.getValue(), "UNKNOWN"))
                .or(() -> first(STATE, words))
                .orElse("UNKNOWN");
        int reference = Optional.ofNullable(
                        delivery.getOptionalParameter(OptionalParameter.User_message_reference.class))
                .map(parameter -> parameter.getValue() & 0xffff)
                .orElse(-1);
        receipts.take(new Inbound.SmsReceipt(id, reference, delivery.getSourceAddr(), state, businessTime.instant()));
    }

    private static Optional<String> first(Pattern pattern, String words) {
        var found = pattern.matcher(words);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// The words of a reply. Long ones come as parts; each is taken for itself, without its header.
    private static String text(DeliverSm delivery) {
        var body = body(delivery);
        if ((delivery.getEsmClass() & HEADER_INDICATOR) != 0 && body.length > 0) {
            body = Arrays.copyOfRange(body, Math.min(body.length, (body[0] & 0xff) + 1), body.length);
        }
        return switch (delivery.getDataCoding()) {
            case 8 -> new String(body, StandardCharsets.UTF_16BE);
            case 1, 3 -> new String(body, StandardCharsets.ISO_8859_1);
            default -> SmsText.fromGsm(body);
        };
    }

    private static byte[] body(DeliverSm delivery) {
        var body = delivery.getShortMessage();
        if (body != null && body.length > 0) {
            return body;
        }
        var payload = delivery.getOptionalParameter(OptionalParameter.Message_payload.class);
        return payload == null ? new byte[0] : payload.getValue();
    }
}
