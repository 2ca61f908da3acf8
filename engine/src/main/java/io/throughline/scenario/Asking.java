package io.throughline.scenario;

import io.throughline.workflow.FactType;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import io.throughline.workflow.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of an operation that somebody asks for, as a scenario gives them; the rest by type.
final class Asking {
    private Asking() {}

    static Map<String, Object> of(Said said, String operation) {
        var parameters = parameters(said, operation);
        var values = new LinkedHashMap<String, Object>();
        parameters.forEach((name, type) -> values.put(
                name,
                GivenReader.otherwise(
                        name, type, Map.of(), said.given().start(), said.given().language())));
        said.table().ifPresent(table -> {
            for (var name : table.keys()) {
                var type = parameters.get(name);
                if (type == null) {
                    table.problem(
                            table.atKey(name),
                            Rule.UNKNOWN_NAME,
                            "\"" + operation + "\" takes no \"" + name + "\""
                                    + Nearest.hint(name, parameters.keySet()));
                } else {
                    value(said, table, name, type)
                            .ifPresentOrElse(
                                    value -> values.put(name, value),
                                    () -> table.problem(
                                            table.at(name),
                                            Rule.WRONG_TYPE,
                                            "\"" + name + "\" of \"" + operation + "\" must be " + Values.form(type)));
                }
            }
        });
        return values;
    }

    private static Optional<Object> value(Said said, Table table, String name, FactType type) {
        if (type == FactType.LIST) {
            return table.isPlain(name) ? Optional.empty() : Optional.of(List.copyOf(table.findTexts(name)));
        }
        return table.isPlain(name)
                ? Values.read(type, table.text(name), said.given().start())
                : Optional.empty();
    }

    private static Map<String, FactType> parameters(Said said, String operation) {
        return said.definition().steps().values().stream()
                .filter(Step.Request.class::isInstance)
                .map(step -> ((Step.Request) step).operations().get(operation))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .<Map<String, FactType>>map(found -> found)
                .orElse(Map.of());
    }
}
