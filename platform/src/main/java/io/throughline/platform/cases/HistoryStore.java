package io.throughline.platform.cases;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL of the months of evidence.
final class HistoryStore {
    private final JdbcTemplate jdbc;

    HistoryStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Makes the partitions of a month and of those after it.
    ///
    /// @return how many were new
    int addMonths(Instant from, int ahead) {
        var added = jdbc.queryForObject("select cases.add_months(?, ?)", Integer.class, Timestamp.from(from), ahead);
        return added == null ? 0 : added;
    }

    /// Takes out the oldest month before an instant whose cases are all finished.
    Optional<String> archiveMonth(Instant before) {
        return Optional.ofNullable(
                jdbc.queryForObject("select cases.archive_month(?)", String.class, Timestamp.from(before)));
    }
}
