package io.throughline.platform;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulithTest {
    @Test
    void rooms_use_only_the_rooms_they_declare() {
        ApplicationModules.of(ThroughlinePlatform.class).verify();
    }
}
