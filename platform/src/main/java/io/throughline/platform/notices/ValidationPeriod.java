package io.throughline.platform.notices;

import io.throughline.policy.pack.Days;
import java.time.LocalDate;

/// The days a consumer has to dispute a debt (12 CFR 1006.34(b)(5)): they end 30 days after the notice is assumed to be
/// received, which may not be assumed earlier than five business days after it was sent. The last day is inside.
public record ValidationPeriod(LocalDate sent, LocalDate received, LocalDate end) {
    private static final int TRAVELS = 5;
    private static final int DAYS = 30;

    static ValidationPeriod ofSent(LocalDate sent) {
        var received = LocalDate.ofEpochDay(Days.addBusinessDays(sent.toEpochDay(), TRAVELS));
        return new ValidationPeriod(sent, received, received.plusDays(DAYS));
    }
}
