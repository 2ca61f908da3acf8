/// Draws a workflow, alone or with the path a case took: as SVG, laid out by ELK, and as Mermaid text.
/// Start at [Diagram]. Nothing of the running product needs this module; the command line starts it as a
/// process of its own.
@NullMarked
package io.throughline.diagram;

import org.jspecify.annotations.NullMarked;
