package io.throughline.rehearsal.people;

import io.throughline.engine.Money;
import io.throughline.workflow.FactType;
import java.time.LocalDate;
import java.util.List;

/// How the values of a fact are made, one for each person.
public sealed interface Made {
    /// The same for all, as the engine holds it.
    record Always(Object value) implements Made {}

    /// Evenly between two numbers, both included: whole numbers, minor units of money, or days from the
    /// start.
    record Between(long least, long most) implements Made {}

    /// Lognormal about a median: half of the people are below it. `spread` is the standard deviation of the
    /// logarithm.
    record About(long median, double spread) implements Made {}

    /// Of each name its share.
    record OneOf(Shares shares) implements Made {}

    /// `yes` with that chance.
    record Chance(double share) implements Made {}

    /// The value for one person, as a fact map holds it.
    ///
    /// @param about what the dice are rolled about
    /// @param currency of amounts
    default Object value(FactType type, Dice dice, long about, LocalDate start, String currency) {
        double roll = dice.roll(about, 0);
        return switch (this) {
            case Always(var value) -> value;
            case Between(var least, var most) ->
                typed(type, least + (long) (roll * (most - least + 1)), start, currency);
            case About(var median, var spread) -> {
                double normal = StrictMath.sqrt(-2 * StrictMath.log(1 - roll))
                        * StrictMath.cos(2 * StrictMath.PI * dice.roll(about, 1));
                yield typed(type, Math.round(median * StrictMath.exp(spread * normal)), start, currency);
            }
            case OneOf(var shares) -> shares.pick(List.copyOf(shares.of().keySet()), roll);
            case Chance(var share) -> roll < share;
        };
    }

    private static Object typed(FactType type, long number, LocalDate start, String currency) {
        return switch (type) {
            case MONEY -> new Money(number, currency).toFact();
            case DATE -> start.plusDays(number).toString();
            default -> number;
        };
    }
}
