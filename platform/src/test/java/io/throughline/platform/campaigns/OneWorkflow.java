package io.throughline.platform.campaigns;

import io.throughline.platform.Definitions;
import io.throughline.platform.cases.Workflows;
import io.throughline.workflow.Definition;
import java.util.List;

/// A workflow that sends nothing by itself.
record OneWorkflow() implements Workflows {
    @Override
    public Definition current(String name) {
        return Definitions.named("questions");
    }

    @Override
    public Definition version(String name, String version) {
        return Definitions.named("questions");
    }

    @Override
    public List<String> names() {
        return List.of("arrears");
    }
}
