package io.throughline.platform.records;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The connected systems of record, each behind a breaker for what is written to it.
@Component
class Systems {
    private final Map<String, SystemOfRecord> byName;
    private final CircuitBreakerRegistry breakers;

    Systems(List<SystemOfRecord> systems, InstantSource time) {
        this.byName = systems.stream().collect(Collectors.toMap(SystemOfRecord::name, Function.identity()));
        this.breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .clock(time.withZone(ZoneOffset.UTC))
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(60)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .build());
    }

    Optional<SystemOfRecord> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    CircuitBreaker breaker(String name) {
        return breakers.circuitBreaker(name);
    }
}
