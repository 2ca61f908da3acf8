package io.throughline.sandbox.carrier;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/// Takes what the platform submits. A message id is answered only after the part is kept.
final class Submissions implements ServerMessageReceiverListener {
    /// ESME_RINVDCS; known to carriers, though 3.4 itself has no number for it.
    private static final int INVALID_CODING = 0x104;

    private static final OptionalParameter[] NO_PARAMETERS = {};

    private final CarrierStore store;
    private final CarrierSettings settings;
    private final CarrierFaults faults;
    private final Throttle throttle;
    private final Handsets handsets;
    private final InstantSource clock;
    private final Runnable wake;

    Submissions(
            CarrierStore store,
            CarrierSettings settings,
            CarrierFaults faults,
            Throttle throttle,
            Handsets handsets,
            InstantSource clock,
            Runnable wake) {
        this.store = store;
        this.settings = settings;
        this.faults = faults;
        this.throttle = throttle;
        this.handsets = handsets;
        this.clock = clock;
        this.wake = wake;
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submitted, SMPPServerSession session)
            throws ProcessRequestException {
        if (!throttle.admits() || faults.throttles()) {
            throw new ProcessRequestException("too fast", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        var part = read(submitted);
        var now = clock.instant();
        boolean reachable = !settings.undeliverable().matcher(part.number()).matches();
        var accepted = store.accept(
                part,
                now,
                reachable,
                earlier -> faults.receiptsAfter(part.number(), earlier).stream()
                        .map(now::plus)
                        .toList());
        accepted.arrived().ifPresent(message -> {
            handsets.arrived(message);
            wake.run();
        });
        return new SubmitSmResult(messageId(accepted.id()), NO_PARAMETERS);
    }

    private static Submission read(SubmitSm submitted) throws ProcessRequestException {
        var coding = Coding.find(submitted.getDataCoding() & 0xff)
                .orElseThrow(() -> new ProcessRequestException("unknown data coding", INVALID_CODING));
        var address = submitted.getDestAddress();
        var number = Handsets.canonical(address);
        if (number.length() < 4 || number.length() > 16) {
            throw new ProcessRequestException("not a number", SMPPConstant.STAT_ESME_RINVDSTADR);
        }
        OptionalParameter.@Nullable Short reference =
                submitted.getOptionalParameter(OptionalParameter.User_message_reference.class);
        return new Submission(
                number,
                address,
                submitted.getSourceAddr(),
                Segment.of(submitted),
                coding,
                submitted.getRegisteredDelivery(),
                reference == null ? OptionalInt.empty() : OptionalInt.of(reference.getValue() & 0xffff));
    }

    static MessageId messageId(long id) {
        try {
            return new MessageId(Receipts.messageId(id));
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session) throws ProcessRequestException {
        var state = findState(query.getMessageId())
                .orElseThrow(() -> new ProcessRequestException("no such message", SMPPConstant.STAT_ESME_RQUERYFAIL));
        var reported = switch (state) {
            case "DELIVERED" -> MessageState.DELIVERED;
            case "UNDELIVERABLE" -> MessageState.UNDELIVERABLE;
            default -> MessageState.ENROUTE;
        };
        return new QuerySmResult("", reported, (byte) 0);
    }

    private Optional<String> findState(String messageId) {
        return messageId.matches("[0-9]{1,18}") ? store.stateOf(Long.parseLong(messageId)) : Optional.empty();
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti request, SMPPServerSession session)
            throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm request, SMPPServerSession session) throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public void onAcceptCancelSm(CancelSm request, SMPPServerSession session) throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm request, SMPPServerSession session)
            throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm request, SMPPServerSession session)
            throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm request, SMPPServerSession session)
            throws ProcessRequestException {
        throw notOffered();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm request, Session session) throws ProcessRequestException {
        throw notOffered();
    }

    private static ProcessRequestException notOffered() {
        return new ProcessRequestException("not offered by this carrier", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
