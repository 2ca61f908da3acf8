package io.throughline.sandbox.portfolio;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Reads a well-formed portfolio. (Judging a doubtful one is the platform's work; the sandbox only lives in
/// it.)
public final class PortfolioReader {
    private PortfolioReader() {}

    public static List<Customer> read(Reader from) throws IOException {
        List<Customer> customers = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(from)) {
            for (NamedCsvRecord row : rows) {
                customers.add(customer(row));
            }
        }
        return customers;
    }

    private static Customer customer(NamedCsvRecord row) {
        return new Customer(
                row.getField("customer_id"),
                row.getField("account_id"),
                row.getField("first_name"),
                row.getField("last_name"),
                LocalDate.parse(row.getField("date_of_birth")),
                row.getField("phone"),
                row.getField("email"),
                row.getField("postal_code"),
                row.getField("language"),
                Boolean.parseBoolean(row.getField("sms_consent")),
                Boolean.parseBoolean(row.getField("email_consent")),
                row.getField("creditor"),
                row.getField("original_creditor"),
                row.getField("currency"),
                new BigDecimal(row.getField("balance")),
                LocalDate.parse(row.getField("due_date")),
                Integer.parseInt(row.getField("broken_promises")),
                row.getField("product"));
    }
}
