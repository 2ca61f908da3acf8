package io.throughline.platform.records;

import io.throughline.platform.records.Portfolio.Account;
import io.throughline.platform.records.Portfolio.Customer;
import java.util.List;
import java.util.Map;

/// A line of a portfolio file, read.
sealed interface ImportRow {
    long line();

    /// Fit to be kept.
    ///
    /// @param facts what the row says for the policy packs, by name
    record Good(long line, Customer customer, Account account, Map<String, Object> facts) implements ImportRow {}

    /// Not fit, with every reason found on the line.
    record Bad(long line, List<Reject> rejects) implements ImportRow {}

    /// Why a line was not taken. Printing it leaves the value out: it may be personal.
    record Reject(long line, String column, String value, String reason) {
        @Override
        public String toString() {
            return "Reject[line=" + line + ", column=" + column + ", reason=" + reason + "]";
        }
    }
}
