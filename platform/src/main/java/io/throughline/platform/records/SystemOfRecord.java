package io.throughline.platform.records;

import java.time.Instant;
import java.util.Map;

/// Port to a system of record. Values are JSON-shaped; money is `{minor, currency}`.
public interface SystemOfRecord {
    /// Its name in definitions: `ledger`, `crm`.
    String name();

    Reading read(String read, String key) throws InterruptedException;

    /// Posts under an idempotency key. After [Posting.Unknown] the same key is looked up before it is sent
    /// again.
    Posting post(String operation, Map<String, Object> values, String key) throws InterruptedException;

    /// Looks a posting up by its idempotency key.
    Lookup lookUp(String key) throws InterruptedException;

    /// Answers of a look-up.
    sealed interface Lookup {
        record Posted(String receipt, Instant at) implements Lookup {}

        record Absent() implements Lookup {}

        record Unavailable(String why) implements Lookup {}
    }

    /// Answers of a read.
    sealed interface Reading {
        record Found(Map<String, Object> values, Instant at) implements Reading {}

        record Missing(String why) implements Reading {}

        record Unavailable(String why) implements Reading {}
    }

    /// Answers of a posting.
    sealed interface Posting {
        record Confirmed(String receipt, Instant at) implements Posting {}

        record Rejected(String code, String message) implements Posting {}

        /// It may or may not have been posted.
        record Unknown(String why) implements Posting {}
    }
}
