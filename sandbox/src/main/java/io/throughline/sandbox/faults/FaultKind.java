package io.throughline.sandbox.faults;

/// What may go wrong out there, the name it is counted under, and how often it strikes while faults are on.
public enum FaultKind {
    /// 503 before anything was done.
    LEDGER_UNAVAILABLE("ledger.unavailable", 0.06),
    /// The posting is made, and the answer is a 503 all the same: a retry is answered with the receipt of the first.
    LEDGER_ANSWER_LOST("ledger.answer-lost", 0.03),
    /// No answer for some seconds, then the work is done late.
    LEDGER_HANG("ledger.hang", 0.02),
    /// The posting is made and the connection is cut before the answer.
    LEDGER_CUT("ledger.cut-after-posting", 0.04),
    /// A slow but correct answer.
    LEDGER_SLOW("ledger.slow", 0.05),
    /// Not struck by chance: counts every repeated posting that got the first one's receipt while faults were on.
    LEDGER_ANSWERED_TWICE("ledger.answered-twice", 0),
    /// 500 before anything was done.
    PROCESSOR_ERROR("processor.error", 0.04),
    /// The call is carried out and remembered under its key, but the answer is a 500.
    PROCESSOR_ERROR_AFTER("processor.error-after", 0.04),
    /// The call is carried out and remembered under its key, but the answer comes seconds late.
    PROCESSOR_HANG_AFTER("processor.hang-after", 0.02),
    /// An event is delivered twice.
    WEBHOOK_DOUBLE("webhook.double", 0.15),
    /// An event is held back so that later ones overtake it.
    WEBHOOK_REORDER("webhook.reorder", 0.15),
    /// The first delivery never arrives; a retry does.
    WEBHOOK_LOST("webhook.lost-then-late", 0.10);

    private final String code;
    private final double rate;

    FaultKind(String code, double rate) {
        this.code = code;
        this.rate = rate;
    }

    /// The name under which the fault is counted and reported.
    public String code() {
        return code;
    }

    double rate() {
        return rate;
    }
}
