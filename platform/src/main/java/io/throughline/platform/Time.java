package io.throughline.platform;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// Where time comes from. The primary source is business time, which a demo may run faster than the
/// wall; what guards a machine and not a case (leases, checkpoints) asks for the source named
/// `machineTime`.
@Configuration
class Time {
    @Bean
    @Primary
    InstantSource businessTime(@Value("${throughline.data}") Path data) {
        return SharedClock.in(data);
    }

    @Bean
    InstantSource machineTime() {
        return Clock.systemUTC();
    }
}
