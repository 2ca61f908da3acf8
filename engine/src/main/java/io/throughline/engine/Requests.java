package io.throughline.engine;

import io.throughline.workflow.FactType;
import io.throughline.workflow.Nearest;
import java.util.Map;
import java.util.Optional;

/// Whether the values of a request are the parameters that an operation takes, each of its type.
public final class Requests {
    private Requests() {}

    /// What is wrong with them, if anything, for the person who gave them.
    public static Optional<String> fault(
            String operation, Map<String, FactType> parameters, Map<String, Object> values) {
        for (var parameter : parameters.entrySet()) {
            var value = values.get(parameter.getKey());
            if (value == null) {
                return Optional.of(operation + " needs \"" + parameter.getKey() + "\"");
            }
            if (!fits(parameter.getValue(), value)) {
                return Optional.of("\"" + parameter.getKey() + "\" of " + operation + " must be "
                        + parameter.getValue().word());
            }
        }
        return values.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .findFirst()
                .map(name -> operation + " takes no \"" + name + "\""
                        + Nearest.to(name, parameters.keySet())
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse(""));
    }

    /// Record systems know only floating point numbers, so a whole number may come as one.
    private static boolean fits(FactType type, Object value) {
        return type == FactType.WHOLE && value instanceof Double number
                ? number == Math.rint(number)
                : Departures.fits(type, value);
    }
}
