package io.throughline.adapters.minilm;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.throughline.platform.knowledge.Embedder;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// all-MiniLM-L6-v2: 384 numbers a text, of which the first 256 pieces of words count most.
/// English; what it makes of other languages is poor. Loaded when first asked, since that takes a
/// second and 200 MB.
public final class MiniLm implements Embedder {
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable EmbeddingModel loaded;

    @Override
    public String model() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        var segments = texts.stream()
                .map(text -> TextSegment.from(text.isBlank() ? "-" : text))
                .toList();
        return ready().embedAll(segments).content().stream()
                .map(embedding -> {
                    embedding.normalize();
                    return embedding.vector();
                })
                .toList();
    }

    private EmbeddingModel ready() {
        var model = loaded;
        if (model != null) {
            return model;
        }
        loading.lock();
        try {
            model = loaded;
            if (model == null) {
                // in the caller's thread: a search has one sentence most often, and import shall leave cores to cases
                model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
                loaded = model;
            }
            return model;
        } finally {
            loading.unlock();
        }
    }
}
