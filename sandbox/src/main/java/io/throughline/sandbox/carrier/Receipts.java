package io.throughline.sandbox.carrier;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter;

/// How a receipt reads: the usual text (SMPP 3.4, appendix B) and the parameters that say the same to machines.
final class Receipts {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Receipts() {}

    static String messageId(long submissionId) {
        return String.format(Locale.ROOT, "%010d", submissionId);
    }

    static byte[] text(Parcel.Receipt receipt) {
        var text = "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:%s"
                .formatted(
                        messageId(receipt.submissionId()),
                        receipt.delivered() ? "001" : "000",
                        DATE.format(receipt.submittedAt()),
                        DATE.format(receipt.doneAt()),
                        receipt.delivered() ? "DELIVRD" : "UNDELIV",
                        receipt.delivered() ? "000" : "001",
                        inGsm(receipt.excerpt()));
        return GsmText.encode(text).orElseThrow();
    }

    private static String inGsm(String excerpt) {
        return excerpt.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> GsmText.encode(letter).isPresent() ? letter : "?")
                .collect(Collectors.joining());
    }

    static OptionalParameter[] parameters(Parcel.Receipt receipt) {
        List<OptionalParameter> parameters = new ArrayList<>();
        parameters.add(new OptionalParameter.Receipted_message_id(messageId(receipt.submissionId())));
        var state = receipt.delivered() ? MessageState.DELIVERED : MessageState.UNDELIVERABLE;
        parameters.add(new OptionalParameter.Message_state(state.value()));
        receipt.userReference()
                .ifPresent(
                        reference -> parameters.add(new OptionalParameter.User_message_reference((short) reference)));
        return parameters.toArray(OptionalParameter[]::new);
    }
}
