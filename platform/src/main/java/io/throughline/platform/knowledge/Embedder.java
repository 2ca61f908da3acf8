package io.throughline.platform.knowledge;

import java.util.List;

/// A model that turns texts into vectors, such that texts of like meaning lie near each other.
/// Without one, articles are found by their words alone.
public interface Embedder {
    /// Which model; vectors of different models cannot be compared.
    String model();

    /// A vector of length 1 for each text, in their order.
    List<float[]> embed(List<String> texts);
}
