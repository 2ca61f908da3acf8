package io.throughline.sandbox.crowd;

/// Whether a person has proven who they are in one session, by the person's own account: they know when what
/// they typed was right. Right answers alone are not yet proof (a code may still be asked for); being let on
/// after them is. Being let on after a wrong answer, or after none, is not.
final class Identity {
    private volatile boolean claimed;
    private volatile boolean proven;

    boolean isProven() {
        return proven;
    }

    /// The person is about to send what was asked for, rightly or with a mistake.
    void answering(boolean right) {
        claimed = right;
    }

    /// A page came up. A lost answer changes nothing: the claim stands until a page says what came of it.
    void shown(String kind) {
        switch (kind) {
            case "verify", "code" -> claimed = false;
            case "disclose", "choose", "pay", "arrange", "waiting", "done" -> proven |= claimed;
            default -> {}
        }
    }
}
