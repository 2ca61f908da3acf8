package io.throughline.platform.staff;

import io.throughline.engine.By;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What people do to cases, for rooms that show cases to people.
public interface CaseActs {
    /// @param body an act as the API takes it: `{"act": "choose", "step": "options", "choice": "settle"}`
    /// @return types of the events that the act left in the evidence
    /// @throws io.throughline.platform.access.ApiProblem if it is not an act or is refused; `code` is the rule
    List<String> act(String idOrReference, JsonNode body, By by);
}
