package io.throughline.platform.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// How instants are handed to PostgreSQL.
final class Sql {
    private Sql() {}

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
