package io.throughline.workflow;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One question of an `ask` step. Its answer becomes the fact `step.name`.
///
/// @param required whether the step can be answered without it
public record Field(String name, Template label, @Nullable Template help, boolean required, Type type) {

    /// What an answer must be.
    public sealed interface Type {
        /// The type of the fact that the answer becomes.
        FactType fact();

        /// @param currency ISO 4217
        record Amount(
                String currency,
                @Nullable Bound least,
                @Nullable Bound most) implements Type {
            @Override
            public FactType fact() {
                return FactType.MONEY;
            }
        }

        record Day(@Nullable DayBound earliest, @Nullable DayBound latest) implements Type {
            @Override
            public FactType fact() {
                return FactType.DATE;
            }
        }

        /// Kept as E.164. `region` is the country of numbers without a country code.
        record Phone(String region) implements Type {
            @Override
            public FactType fact() {
                return FactType.TEXT;
            }
        }

        record Email() implements Type {
            @Override
            public FactType fact() {
                return FactType.TEXT;
            }
        }

        /// @param country ISO 3166 alpha-2
        record PostalCode(String country) implements Type {
            @Override
            public FactType fact() {
                return FactType.TEXT;
            }
        }

        /// @param options what is kept -> what people read
        record OneOf(SequencedMap<String, String> options) implements Type {
            @Override
            public FactType fact() {
                return FactType.TEXT;
            }
        }

        /// @param most characters
        record Words(int most) implements Type {
            @Override
            public FactType fact() {
                return FactType.TEXT;
            }
        }

        record Whole(long least, long most) implements Type {
            @Override
            public FactType fact() {
                return FactType.WHOLE;
            }
        }

        record YesNo() implements Type {
            @Override
            public FactType fact() {
                return FactType.YES_NO;
            }
        }

        /// A document, kept outside the case; the fact is its reference and hash.
        ///
        /// @param mostBytes largest size
        record Upload(List<DocumentType> accept, long mostBytes) implements Type {
            @Override
            public FactType fact() {
                return FactType.DOCUMENT;
            }
        }
    }

    /// A bound of an amount: fixed, or a fact.
    public sealed interface Bound {
        record Fixed(BigDecimal amount) implements Bound {}

        record Fact(String name) implements Bound {}
    }

    /// A bound of a day: fixed, or counted from today.
    public sealed interface DayBound {
        record On(LocalDate day) implements DayBound {}

        record FromToday(int days) implements DayBound {}
    }
}
