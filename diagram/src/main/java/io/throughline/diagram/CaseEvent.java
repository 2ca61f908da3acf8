package io.throughline.diagram;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What a drawing needs of one event of a case. A text that the event does not have is empty.
///
/// @param step where it happened; for a raised exception the exception
/// @param outcome how the step ended
/// @param to where the case went
public record CaseEvent(Instant at, String type, String step, String outcome, String to) {
    private static final int FIELDS = 5;

    /// Reads a line of the five fields with tabs between them.
    ///
    /// @throws IllegalArgumentException if it is not such a line
    public static CaseEvent parse(String line) {
        var fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("an event has " + FIELDS + " fields: " + line);
        }
        try {
            return new CaseEvent(Instant.parse(fields[0]), fields[1], fields[2], fields[3], fields[4]);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("an event begins with its time: " + line, e);
        }
    }
}
