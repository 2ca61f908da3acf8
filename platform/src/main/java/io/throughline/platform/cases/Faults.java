package io.throughline.platform.cases;

import java.sql.SQLException;

/// Faults for the log: their kind and place, never their message, which may hold a person's data.
final class Faults {
    private Faults() {}

    static String kind(Throwable fault) {
        return fault.getClass().getSimpleName();
    }

    static String named(Throwable fault) {
        var text = new StringBuilder();
        for (Throwable one = fault; one != null; one = one.getCause()) {
            if (!text.isEmpty()) {
                text.append(" < ");
            }
            text.append(one.getClass().getName());
            if (one instanceof SQLException sql) {
                text.append(" SQLSTATE ").append(sql.getSQLState());
            }
            var trace = one.getStackTrace();
            if (trace.length > 0) {
                text.append(" at ").append(trace[0]);
            }
        }
        return text.toString();
    }
}
