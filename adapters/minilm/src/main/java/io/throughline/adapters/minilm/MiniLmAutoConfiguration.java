package io.throughline.adapters.minilm;

import io.throughline.platform.knowledge.Embedder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/// Gives the platform the model unless `throughline.knowledge.meaning` is false: then words alone are compared.
@AutoConfiguration
class MiniLmAutoConfiguration {
    @Bean
    @ConditionalOnProperty(name = "throughline.knowledge.meaning", matchIfMissing = true)
    Embedder miniLm() {
        return new MiniLm();
    }
}
