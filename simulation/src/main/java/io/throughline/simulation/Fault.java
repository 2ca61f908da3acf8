package io.throughline.simulation;

import java.util.Locale;

/// What can go wrong, and how often it does: one in so many occasions.
enum Fault {
    CRASH_BEFORE_COMMIT(1_500),
    CRASH_AFTER_COMMIT(1_500),
    CRASH_IN_TRANSACTION(3_000),
    CRASH_BETWEEN_STEPS(6_000),
    CRASH_BEFORE_CALL(150),
    CRASH_AFTER_CALL(150),
    COMMIT_REFUSED(200),
    COMMIT_ANSWER_LOST(250),
    COMMIT_LOST(250),
    DATABASE_UNREACHABLE(500),
    PROCESS_HANGS(1_500),
    CLOCK_JUMPS(1_500),
    MESSAGE_NOT_TAKEN(25),
    MESSAGE_REJECTED(60),
    MESSAGE_LOST(40),
    MESSAGE_ANSWER_LOST(25),
    MESSAGE_NEVER_DELIVERED(40),
    RECEIPT_LOST(20),
    RECEIPT_DOUBLED(15),
    RECEIPT_LATE(20),
    RECEIPTS_OUT_OF_ORDER(15),
    REPLY_DOUBLED(5),
    PROCESSOR_TIMES_OUT_BEFORE(30),
    PROCESSOR_TIMES_OUT_AFTER(25),
    PROCESSOR_REFUSES(60),
    PROCESSOR_HANGS(60),
    PROCESSOR_READ_FAILS(30),
    PROCESSOR_DOWN(25),
    PAID_AFTER_RETURN(6),
    WEBHOOK_LOST(8),
    WEBHOOK_DOUBLED(5),
    WEBHOOK_LATE(6),
    WEBHOOK_FORGED(12),
    LEDGER_TIMES_OUT_BEFORE(20),
    LEDGER_TIMES_OUT_AFTER(15),
    LEDGER_REJECTS(80),
    LEDGER_HANGS(50),
    LEDGER_DOWN(60),
    TRIGGER_DOUBLED(8),
    TWO_TABS(5),
    AGENT_BESIDE_CUSTOMER(6),
    STOP_DURING_DISPATCH(12),
    IMPOSTOR(8),
    CLOCKS_GO_FORWARD(1),
    CLOCKS_GO_BACK(1),
    LEAP_DAY(1);

    private final int oneIn;

    Fault(int oneIn) {
        this.oneIn = oneIn;
    }

    int oneIn() {
        return oneIn;
    }

    /// As reports have it: `commit-answer-lost`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
