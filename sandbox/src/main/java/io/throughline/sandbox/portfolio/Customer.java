package io.throughline.sandbox.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// One row of a portfolio: a customer and the account that is past due. `email` is empty when none is known.
public record Customer(
        String customerId,
        String accountId,
        String firstName,
        String lastName,
        LocalDate dateOfBirth,
        String phone,
        String email,
        String postalCode,
        String language,
        boolean smsConsent,
        boolean emailConsent,
        String creditor,
        String originalCreditor,
        String currency,
        BigDecimal balance,
        LocalDate dueDate,
        int brokenPromises,
        String product) {

    /// The columns of the file, in the order of the components.
    public static final List<String> COLUMNS = List.of(
            "customer_id",
            "account_id",
            "first_name",
            "last_name",
            "date_of_birth",
            "phone",
            "email",
            "postal_code",
            "language",
            "sms_consent",
            "email_consent",
            "creditor",
            "original_creditor",
            "currency",
            "balance",
            "due_date",
            "broken_promises",
            "product");

    List<String> fields() {
        return List.of(
                customerId,
                accountId,
                firstName,
                lastName,
                dateOfBirth.toString(),
                phone,
                email,
                postalCode,
                language,
                Boolean.toString(smsConsent),
                Boolean.toString(emailConsent),
                creditor,
                originalCreditor,
                currency,
                balance.toPlainString(),
                dueDate.toString(),
                Integer.toString(brokenPromises),
                product);
    }

    /// Ids only: a row is personal data even when the person is made up.
    @Override
    public String toString() {
        return "customer " + customerId;
    }
}
