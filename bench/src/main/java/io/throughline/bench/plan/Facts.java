package io.throughline.bench.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of an account when a contact is planned, as plain objects: what Drools is given, and from which the
/// situation for the packs is made. Dates are numbers of days; hours are minutes of the day.
public final class Facts {
    private Facts() {}

    /// The contact that is planned.
    public record Ask(
            String channel,
            String doing,
            String number,
            String endpoint,
            String addressType,
            String addressSource,
            List<String> content,
            boolean firstCommunication) {}

    /// A debt that it is about.
    public record Debt(String name) {}

    public record Account(
            boolean deceased,
            boolean employerProhibits,
            boolean workplaceOk,
            List<String> mediumRefused,
            List<String> refusedEndpoints,
            List<Window> inconvenient,
            List<String> inconvenientDays,
            List<Window> convenient,
            String utterance,
            String limitation,
            @Nullable Integer age,
            @Nullable Long firstCommunication,
            @Nullable Callback callback) {}

    public record Window(int from, int to) {
        public boolean holds(int minute) {
            return minute >= from && minute < to;
        }
    }

    public record Callback(long given, @Nullable Long until) {
        public boolean covers(long day) {
            return day >= given && day <= given + 6 && (until == null || day <= until);
        }
    }

    public record Attorney(
            boolean named,
            @Nullable Long asked,
            @Nullable Long answered,
            @Nullable Long consentsDirect,
            @Nullable Long ended) {}

    public record Cease(Instant received, String medium) {}

    public record Validation(boolean sent, @Nullable Long periodEnd) {}

    public record Dispute(
            String medium, long received, @Nullable Long verified, boolean marked) {}

    public record CreditorRequest(
            String medium, long received, @Nullable Long answered) {}

    public record Permission(
            String channel,
            String basis,
            @Nullable Instant given,
            @Nullable Instant revoked,
            @Nullable Long optOutBy,
            @Nullable Long noticeSent) {
        public boolean isWithdrawn(Instant now) {
            return revoked != null && !revoked.isAfter(now);
        }
    }

    /// What the database of reassigned numbers said.
    public record Reassigned(boolean isOurs, long queried) {}

    public record Contact(
            Instant at, String channel, boolean outbound, String result, String debt, String number, String purpose) {
        public boolean isCall() {
            return channel.equals("voice");
        }

        public boolean isConversation() {
            return result.equals("conversation");
        }

        public boolean isConnected() {
            return !result.equals("busy") && !result.equals("not_in_service");
        }

        public long day(ZoneId zone) {
            return LocalDate.ofInstant(at, zone).toEpochDay();
        }

        public boolean isWithin(Clock clock, int days) {
            return day(clock.zone()) > clock.today() - days;
        }
    }

    /// A clock of a place where the person may be.
    public record Clock(ZoneId zone, int minute, long today, String weekday) {
        static Clock of(ZoneId zone, Instant now) {
            var local = now.atZone(zone);
            return new Clock(
                    zone,
                    local.getHour() * 60 + local.getMinute(),
                    local.toLocalDate().toEpochDay(),
                    local.getDayOfWeek().name());
        }
    }

    /// @param located whether anything tells where the person is
    /// @param ofAge when a person is of age there
    public record Now(Instant at, boolean located, int ofAge) {}

    /// What a rule says.
    ///
    /// @param obligation what must be done before; empty: it is denied
    public record Finding(String reason, String obligation) {}

    /// A rule that an exception takes out of force.
    public record Lifted(String rule) {}
}
