package io.throughline.platform;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// Faults for the log: their kind and place, never their message, which may hold a person's data.
public final class Faults {
    /// Connection exceptions, statement completion unknown, operator intervention but for a cancelled
    /// statement, system and internal errors: the server did not say that it took back what was asked.
    private static final Pattern OPEN = Pattern.compile("08...|40003|57P..|58...|F0...|XX...");

    private Faults() {}

    /// Whether what was asked of the database may have been committed all the same.
    public static boolean isOpen(RuntimeException fault) {
        if (fault instanceof CannotGetJdbcConnectionException) {
            return false;
        }
        for (Throwable one = fault; one != null; one = one.getCause()) {
            if (one instanceof SQLException sql) {
                return sql.getSQLState() == null
                        || OPEN.matcher(sql.getSQLState()).matches();
            }
        }
        return false;
    }

    /// The class alone.
    public static String kind(Throwable fault) {
        return fault.getClass().getSimpleName();
    }

    /// Each cause with the line it comes from.
    public static String named(Throwable fault) {
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
