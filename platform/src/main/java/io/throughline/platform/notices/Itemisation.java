package io.throughline.platform.notices;

import io.throughline.engine.Money;
import java.time.LocalDate;

/// What was owed on one day and what came since (12 CFR 1006.34(c)(2)(vi)-(viii)).
///
/// @param basis which of the five days the rule knows it is; the same one throughout
public record Itemisation(
        Basis basis, LocalDate on, Money owed, Money interest, Money fees, Money payments, Money credits) {

    /// The five days that may be taken (12 CFR 1006.34(b)(3)).
    public enum Basis {
        LAST_STATEMENT,
        CHARGE_OFF,
        LAST_PAYMENT,
        TRANSACTION,
        JUDGMENT
    }

    /// The figures do not come to what the account says is owed.
    public static final class DoesNotAddUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        DoesNotAddUp(String message) {
            super(message);
        }
    }

    /// What the figures come to.
    Money total() {
        long minor = Math.subtractExact(
                Math.addExact(Math.addExact(owed.minor(), interest.minor()), fees.minor()),
                Math.addExact(payments.minor(), credits.minor()));
        return new Money(minor, owed.currency());
    }

    /// Payments and credits together, as the model form shows them.
    Money paidOrCredited() {
        return new Money(Math.addExact(payments.minor(), credits.minor()), owed.currency());
    }

    /// @throws DoesNotAddUp with every figure, if they do not come to `current`
    void reconcile(Money current) {
        if (!current.currency().equals(owed.currency())) {
            throw new DoesNotAddUp("the itemisation is in " + owed.currency() + " and the account in "
                    + current.currency() + "; a notice needs one currency");
        }
        if (total().minor() != current.minor()) {
            var off = new Money(Math.abs(current.minor() - total().minor()), owed.currency());
            throw new DoesNotAddUp(
                    "%s owed on %s + %s interest + %s fees - %s payments - %s credits = %s, and the account says %s: %s apart"
                            .formatted(
                                    owed.formatted(),
                                    on,
                                    interest.formatted(),
                                    fees.formatted(),
                                    payments.formatted(),
                                    credits.formatted(),
                                    total().formatted(),
                                    current.formatted(),
                                    off.formatted()));
        }
    }
}
