package io.throughline.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of evidence: what happened, by whom, on which channel, at which step. The store adds
/// number, time and hash. `details` hold ids, codes, versions, amounts and times; never card data,
/// codes, known-fact answers or message bodies.
public record Event(String type, By by, @Nullable String step, Map<String, Object> details) {}
