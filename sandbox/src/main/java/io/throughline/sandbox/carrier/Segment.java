package io.throughline.sandbox.carrier;

import java.util.Arrays;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jspecify.annotations.Nullable;

/// One submitted piece of a message: the whole of it, or one of several that a header (UDH) or the `sar_*` parameters
/// number.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(int reference, int total, int sequence, byte[] body) {
    private static final int UDH_PRESENT = 0x40;
    private static final int CONCATENATED_8_BIT = 0x00;
    private static final int CONCATENATED_16_BIT = 0x08;

    boolean isWhole() {
        return total == 1;
    }

    static Segment of(SubmitSm submitted) throws ProcessRequestException {
        var octets = octets(submitted);
        var segment = (submitted.getEsmClass() & UDH_PRESENT) == 0 ? sar(submitted, octets) : udh(octets);
        if (segment.total < 1 || segment.sequence < 1 || segment.sequence > segment.total) {
            throw refused("a part beyond the whole", SMPPConstant.STAT_ESME_RINVESMCLASS);
        }
        return segment;
    }

    private static byte[] octets(SubmitSm submitted) {
        byte @Nullable [] body = submitted.getShortMessage();
        if (body != null && body.length > 0) {
            return body;
        }
        OptionalParameter.@Nullable OctetString payload =
                submitted.getOptionalParameter(OptionalParameter.Message_payload.class);
        return payload == null ? new byte[0] : payload.getValue();
    }

    private static Segment sar(SubmitSm submitted, byte[] octets) {
        OptionalParameter.@Nullable Short reference =
                submitted.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class);
        OptionalParameter.@Nullable Byte total =
                submitted.getOptionalParameter(OptionalParameter.Sar_total_segments.class);
        OptionalParameter.@Nullable Byte sequence =
                submitted.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class);
        if (reference == null || total == null || sequence == null) {
            return new Segment(0, 1, 1, octets);
        }
        return new Segment(reference.getValue() & 0xffff, total.getValue() & 0xff, sequence.getValue() & 0xff, octets);
    }

    private static Segment udh(byte[] octets) throws ProcessRequestException {
        int end = octets.length == 0 ? 1 : 1 + (octets[0] & 0xff);
        if (end > octets.length) {
            throw refused("a header longer than the message", SMPPConstant.STAT_ESME_RINVMSGLEN);
        }
        var body = Arrays.copyOfRange(octets, end, octets.length);
        for (int at = 1; at + 1 < end; at += 2 + (octets[at + 1] & 0xff)) {
            int element = octets[at] & 0xff;
            int length = octets[at + 1] & 0xff;
            if (at + 2 + length > end) {
                throw refused("a header element longer than the header", SMPPConstant.STAT_ESME_RINVMSGLEN);
            }
            if (element == CONCATENATED_8_BIT && length == 3) {
                return new Segment(octets[at + 2] & 0xff, octets[at + 3] & 0xff, octets[at + 4] & 0xff, body);
            }
            if (element == CONCATENATED_16_BIT && length == 4) {
                int reference = (octets[at + 2] & 0xff) << 8 | (octets[at + 3] & 0xff);
                return new Segment(reference, octets[at + 4] & 0xff, octets[at + 5] & 0xff, body);
            }
        }
        return new Segment(0, 1, 1, body);
    }

    private static ProcessRequestException refused(String why, int status) {
        return new ProcessRequestException(why, status);
    }
}
