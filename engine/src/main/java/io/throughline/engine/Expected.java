package io.throughline.engine;

import io.throughline.workflow.DocumentType;
import io.throughline.workflow.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an answer to a question must be, with its bounds as they are for this case now. A channel renders by it; the
/// engine reads the answer by it.
public sealed interface Expected {
    record Amount(
            String currency,
            @Nullable Money least,
            @Nullable Money most) implements Expected {}

    record Day(@Nullable LocalDate earliest, @Nullable LocalDate latest) implements Expected {}

    record Phone(String region) implements Expected {}

    record Email() implements Expected {}

    record PostalCode(String country) implements Expected {}

    /// @param options value -> label, in order
    record OneOf(List<Pick> options) implements Expected {}

    record Pick(String value, String label) {}

    record Words(int most) implements Expected {}

    record Whole(long least, long most) implements Expected {}

    record YesNo() implements Expected {}

    record Upload(List<DocumentType> accept, long mostBytes) implements Expected {
        /// For people: `PDF, JPEG`.
        public String kinds() {
            return accept.stream().map(Enum::name).collect(Collectors.joining(", "));
        }

        /// For people: `5 MB`.
        public String size() {
            return mostBytes >= 1_000_000 ? mostBytes / 1_000_000 + " MB" : mostBytes / 1_000 + " kB";
        }
    }

    /// The expectation of a field for a case.
    static Expected of(Field.Type type, Map<String, Map<String, Object>> facts, Instant now) {
        return switch (type) {
            case Field.Type.Amount(var currency, var least, var most) ->
                new Amount(currency, bound(least, currency, facts), bound(most, currency, facts));
            case Field.Type.Day(var earliest, var latest) -> new Day(day(earliest, now), day(latest, now));
            case Field.Type.Phone(var region) -> new Phone(region);
            case Field.Type.Email() -> new Email();
            case Field.Type.PostalCode(var country) -> new PostalCode(country);
            case Field.Type.OneOf(var options) ->
                new OneOf(options.entrySet().stream()
                        .map(option -> new Pick(option.getKey(), option.getValue()))
                        .toList());
            case Field.Type.Words(var most) -> new Words(most);
            case Field.Type.Whole(var least, var most) -> new Whole(least, most);
            case Field.Type.YesNo() -> new YesNo();
            case Field.Type.Upload(var accept, var most) -> new Upload(accept, most);
        };
    }

    private static @Nullable Money bound(
            Field.@Nullable Bound bound, String currency, Map<String, Map<String, Object>> facts) {
        return switch (bound) {
            case null -> null;
            case Field.Bound.Fixed(var amount) -> Money.of(amount, currency);
            case Field.Bound.Fact(var name) -> Facts.money(facts, name);
        };
    }

    private static @Nullable LocalDate day(Field.@Nullable DayBound bound, Instant now) {
        return switch (bound) {
            case null -> null;
            case Field.DayBound.On(var day) -> day;
            case Field.DayBound.FromToday(var days) -> Arrangement.earliest(now).plusDays(days);
        };
    }
}
