package io.throughline.simulation;

import java.time.LocalDate;
import java.util.Optional;

/// When a world lives. The odd days of the calendar come up as often as the plain ones.
enum Season {
    SPRING(LocalDate.of(2027, 3, 14), Fault.CLOCKS_GO_FORWARD),
    SUMMER(LocalDate.of(2027, 7, 1), null),
    AUTUMN(LocalDate.of(2027, 11, 7), Fault.CLOCKS_GO_BACK),
    LEAP_YEAR(LocalDate.of(2028, 2, 29), Fault.LEAP_DAY);

    private final LocalDate middle;
    private final @org.jspecify.annotations.Nullable Fault fault;

    Season(LocalDate middle, @org.jspecify.annotations.Nullable Fault fault) {
        this.middle = middle;
        this.fault = fault;
    }

    LocalDate middle() {
        return middle;
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }
}
