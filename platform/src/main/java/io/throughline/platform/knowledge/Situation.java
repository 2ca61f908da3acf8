package io.throughline.platform.knowledge;

import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Nearest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Where somebody needs to know something. The purpose follows from the workflow and is never taken from a request.
///
/// @param tags that the guide of the step names
record Situation(
        @Nullable UUID caseId,
        @Nullable String workflow,
        @Nullable String step,
        Optional<String> purpose,
        Set<String> tags) {
    static final Situation NONE = new Situation(null, null, null, Optional.empty(), Set.of());

    /// Looks situations up.
    @Component
    static class Finder {
        private final Cases cases;
        private final Workflows workflows;

        Finder(Cases cases, Workflows workflows) {
            this.cases = cases;
            this.workflows = workflows;
        }

        /// @param given id or reference of a case; its workflow, and without a step the one it stands on, are taken
        /// @throws ApiProblem if something is named that does not exist
        Situation of(@Nullable String given, @Nullable String workflow, @Nullable String step) {
            if (given != null && isGiven(given)) {
                var state = cases.find(given.strip())
                        .orElseThrow(() -> new ApiProblem(
                                HttpStatus.NOT_FOUND, "case.unknown", "There is no case " + given.strip() + "."));
                return at(
                        UUID.fromString(state.id()),
                        workflows.version(state.workflow(), state.version()),
                        isGiven(step) ? step : state.at());
            }
            return workflow != null && isGiven(workflow) ? at(null, workflow(workflow), step) : NONE;
        }

        private Definition workflow(String name) {
            if (!workflows.names().contains(name)) {
                throw new ApiProblem(
                        HttpStatus.NOT_FOUND,
                        "workflow.unknown",
                        "There is no workflow \"" + name + "\"" + Nearest.hint(name, workflows.names()),
                        nearest(name, new TreeSet<>(workflows.names())));
            }
            return workflows.current(name);
        }

        private static Situation at(@Nullable UUID caseId, Definition definition, @Nullable String step) {
            var name = isGiven(step) ? step : null;
            if (name == null) {
                return new Situation(caseId, definition.name(), null, Optional.of(definition.purpose()), Set.of());
            }
            var known = places(definition);
            if (!known.contains(name)) {
                throw new ApiProblem(
                        HttpStatus.NOT_FOUND,
                        "step.unknown",
                        "There is no step \"" + name + "\" in " + definition.name() + Nearest.hint(name, known),
                        nearest(name, known));
            }
            var there = definition.steps().get(name);
            var guide = there == null ? null : there.common().guide();
            return new Situation(
                    caseId,
                    definition.name(),
                    name,
                    Optional.of(definition.purpose()),
                    guide == null ? Set.of() : Set.copyOf(guide.knowledge()));
        }

        private static Map<String, Object> nearest(String name, Set<String> known) {
            return Nearest.to(name, known)
                    .<Map<String, Object>>map(near -> Map.of("nearest", near))
                    .orElse(Map.of());
        }

        private static boolean isGiven(@Nullable String text) {
            return text != null && !text.isBlank();
        }
    }

    /// Where a case of this definition can stand: its steps and its exceptions.
    static Set<String> places(Definition definition) {
        var places = new TreeSet<>(definition.steps().keySet());
        places.addAll(definition.exceptions().keySet());
        return places;
    }
}
