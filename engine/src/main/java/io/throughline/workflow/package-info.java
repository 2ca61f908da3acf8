/// The workflow language: what a definition says, how it is read from YAML, and what is wrong with
/// it when it cannot be read.
@NullMarked
package io.throughline.workflow;

import org.jspecify.annotations.NullMarked;
