package io.throughline.platform.outreach;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Takes registries from files where there are some: `registries/` in the data folder, or `throughline.registries`. Who
/// asks a registry over the wire brings a [NumberRegistry] of their own instead.
@Configuration
class RegistrySetup {
    @Bean
    @Nullable
    NumberRegistry numberRegistry(@Value("${throughline.registries:${throughline.data}/registries}") Path folder) {
        return Files.isDirectory(folder) ? new FileNumberRegistry(folder) : null;
    }
}
