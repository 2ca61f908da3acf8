package io.throughline.platform.outreach;

import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How consent stands for one person at one address and for one purpose: the ledger's entries that concern it, in the
/// order in which they were said, the last one counting.
///
/// @param stoppedAt the first stop that nothing has taken back; null: none
/// @param given whether the ledger has consent for it, beside what the portfolio says
/// @param confirmed whether the stop has been confirmed
record Consent(@Nullable Instant stoppedAt, boolean given, boolean confirmed) {
    static final Comparator<ConsentEvent> ORDER =
            Comparator.comparing(ConsentEvent::at).thenComparing(ConsentEvent::kind);

    static Consent of(List<ConsentEvent> events, @Nullable String person, Endpoint endpoint, @Nullable String purpose) {
        return of(events, person, Medium.of(endpoint.channel()), endpoint.address(), purpose);
    }

    static Consent of(
            List<ConsentEvent> events,
            @Nullable String person,
            Medium medium,
            String address,
            @Nullable String purpose) {
        @Nullable Instant stoppedAt = null;
        boolean given = false;
        boolean confirmed = false;
        for (var event : events.stream().sorted(ORDER).toList()) {
            if (!event.concerns(person, medium, address, purpose)) {
                continue;
            }
            switch (event.kind()) {
                case STOP, STOP_ALL, NOT_MEANT -> {
                    if (stoppedAt == null) {
                        stoppedAt = event.at();
                        confirmed = false;
                    }
                }
                case START, GIVEN -> {
                    stoppedAt = null;
                    given |= event.kind() == Kind.GIVEN;
                }
                case CONFIRMED -> confirmed = stoppedAt != null;
                case PREFERS_CHANNEL, PREFERS_HOURS, PREFERS_LANGUAGE, IS_AT -> {
                    // says nothing about whether
                }
            }
        }
        return new Consent(stoppedAt, given, confirmed);
    }

    boolean isStopped() {
        return stoppedAt != null;
    }
}
