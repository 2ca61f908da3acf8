package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How consent stands, in the words of the group `consent` of the fact model.
record Permissions(
        List<ConsentEvent> events,
        @Nullable String person,
        @Nullable String subject) {
    /// The channel that is asked about, and beside it the automated voice, whose withdrawal reaches texts as well.
    Map<String, Object> of(Endpoint endpoint, Optional<Customer> customer, Instant now) {
        var consent = new HashMap<String, Object>();
        var medium = Medium.of(endpoint.channel());
        consent.put(
                endpoint.channel().word(),
                permission(
                        medium,
                        endpoint.address(),
                        customer.map(someone -> imported(someone, endpoint.channel())),
                        now));
        var voice = automatedVoice();
        if (voice != null) {
            consent.put("voice_auto", Map.of("revoked", moment(earlier(voice, now))));
        }
        return consent;
    }

    /// What was said of that voice itself; a stop of everything speaks for the channel that it is taken back on.
    private @Nullable Instant automatedVoice() {
        var own = events.stream()
                .filter(event -> event.kind() != Kind.STOP_ALL && event.kind() != Kind.NOT_MEANT)
                .toList();
        return Consent.of(own, person, Medium.VOICE_AUTO, "", subject).stoppedAt();
    }

    private static boolean imported(Customer customer, Channel channel) {
        return channel == Channel.SMS ? customer.smsConsent() : channel == Channel.EMAIL && customer.emailConsent();
    }

    private Map<String, Object> permission(Medium medium, String address, Optional<Boolean> imported, Instant now) {
        var permission = new LinkedHashMap<String, Object>();
        permission.put("basis", imported.orElse(false) ? "express" : "none");
        permission.put("endpoint", address);
        events.stream()
                .filter(event -> event.kind() == Kind.GIVEN && event.concerns(person, medium, address, subject))
                .max(Consent.ORDER)
                .ifPresent(given -> {
                    permission.put("given", moment(given.at()));
                    permission.put("basis", basis(given));
                });
        var standing = Consent.of(events, person, medium, address, subject).stoppedAt();
        if (standing != null) {
            permission.put("revoked", moment(earlier(standing, now)));
        } else {
            elsewhere(medium, address, permission, now);
        }
        return permission;
    }

    private static String basis(ConsentEvent given) {
        return Objects.requireNonNullElse(given.basis(), "express").replace('-', '_');
    }

    /// A withdrawal that speaks of another matter: from 31 January 2027 it counts for all (tcpa.revoke-scope).
    private void elsewhere(Medium medium, String address, Map<String, Object> permission, Instant now) {
        events.stream()
                .filter(event -> event.kind().isStop() && event.purpose() != null)
                .filter(event -> Consent.of(events, person, medium, address, event.purpose())
                        .isStopped())
                .findFirst()
                .ifPresent(event -> {
                    permission.put("revoked", moment(earlier(event.at(), now)));
                    permission.put("subject", Objects.requireNonNull(event.purpose()));
                });
    }

    /// What stands in the ledger has been said: a stop counts at once, also for a node whose clock is behind.
    private static Instant earlier(Instant said, Instant now) {
        return said.isAfter(now) ? now : said;
    }

    static Object moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
