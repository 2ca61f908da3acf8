package io.throughline.platform.outreach;

import io.throughline.policy.Verdict;
import io.throughline.understanding.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What people tell us of themselves that forbids to write to them, with the rule that says so.
public enum ToldBar {
    ATTORNEY(Label.ATTORNEY, "contact.attorney", "a lawyer speaks for them (12 CFR 1006.6(b)(2))"),
    CEASE_DEBT(Label.CEASE_DEBT, "contact.cease", "they asked for no more contact about it (12 CFR 1006.6(c))"),
    BANKRUPTCY(Label.BANKRUPTCY, "contact.bankruptcy", "they are in bankruptcy (11 USC 362, 524)"),
    DECEASED(Label.DECEASED, "contact.deceased", "the person has died");

    private final String kind;
    private final Verdict verdict;

    ToldBar(Label label, String rule, String reason) {
        kind = label.word();
        verdict = new Verdict.Deny(rule, reason);
    }

    /// @param kind a label of docs/understanding.md, such as `attorney`
    static Optional<ToldBar> of(String kind) {
        return Arrays.stream(values()).filter(bar -> bar.kind.equals(kind)).findFirst();
    }

    /// Their labels, as [ReplyBook] has them.
    public static List<String> kinds() {
        return Arrays.stream(values()).map(bar -> bar.kind).toList();
    }

    Verdict verdict() {
        return verdict;
    }
}
