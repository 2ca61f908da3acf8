package io.throughline.diagram;

import io.throughline.workflow.Definition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws a workflow. The same definition, and the same events, give the same bytes on every machine.
public final class Diagram {
    private final Chart chart;
    private final @Nullable Walk walk;

    private Diagram(Chart chart, @Nullable Walk walk) {
        this.chart = chart;
        this.walk = walk;
    }

    /// The workflow alone.
    public static Diagram of(Definition definition) {
        return new Diagram(ChartMaker.chart(definition), null);
    }

    /// The workflow with the path a case took and when.
    ///
    /// @param reference what people call the case
    /// @param events of the case, oldest first
    public static Diagram of(Definition definition, String reference, List<CaseEvent> events) {
        return new Diagram(ChartMaker.chart(definition), Walk.of(reference, events, definition));
    }

    /// A picture, light or dark as its reader likes it.
    public String svg() {
        return new Picture(chart, walk, ElkLayout.plan(chart, walk)).svg();
    }

    /// Text for places that draw Mermaid themselves.
    public String mermaid() {
        return new MermaidText(chart, walk).text();
    }
}
