package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Dice;
import java.util.EnumMap;
import java.util.Map;

/// How a customer behaves. The default weights add up to a hundred.
public enum Persona {
    PAYS(24),
    PAYS_AFTER_DECLINE(6),
    PAYS_WITH_CHALLENGE(5),
    FAILS_CHALLENGE_THEN_PAYS(2),
    CHARGED_AND_TIMED_OUT(5),
    PROMISES(11),
    AGREES_PLAN(9),
    GIVES_UP(5),
    IGNORES(6),
    STOPS_BY_TEXT(4),
    STOPS_BY_MAIL(3),
    WRONG_PERSON(3),
    MISTYPES_ONCE(4),
    MISTYPES_UNTIL_LOCKED(2),
    DOUBLE_CLICKS(3),
    TWO_TABS(3),
    GOES_BACK_AND_RELOADS(3),
    OPENS_OLD_LINK(1),
    LINK_SCANNER(1);

    private final int weight;

    Persona(int weight) {
        this.weight = weight;
    }

    public static Map<Persona, Integer> defaultWeights() {
        Map<Persona, Integer> weights = new EnumMap<>(Persona.class);
        for (Persona persona : values()) {
            weights.put(persona, persona.weight);
        }
        return weights;
    }

    /// The persona of a customer: of the seed and the id alone, so that no order of events can change it.
    static Persona of(Map<Persona, Integer> weights, long seed, String customerId) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        if (sum <= 0) {
            throw new IllegalArgumentException("the weights of the personas add up to nothing");
        }
        int thrown = Dice.of(seed, "persona", customerId).below(sum);
        for (Persona persona : values()) {
            thrown -= weights.getOrDefault(persona, 0);
            if (thrown < 0) {
                return persona;
            }
        }
        throw new IllegalStateException("weights are not negative");
    }
}
