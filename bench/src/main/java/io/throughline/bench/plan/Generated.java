package io.throughline.bench.plan;

import io.throughline.bench.plan.Facts.Account;
import io.throughline.bench.plan.Facts.Ask;
import io.throughline.bench.plan.Facts.Attorney;
import io.throughline.bench.plan.Facts.Callback;
import io.throughline.bench.plan.Facts.Cease;
import io.throughline.bench.plan.Facts.Contact;
import io.throughline.bench.plan.Facts.CreditorRequest;
import io.throughline.bench.plan.Facts.Dispute;
import io.throughline.bench.plan.Facts.Permission;
import io.throughline.bench.plan.Facts.Reassigned;
import io.throughline.bench.plan.Facts.Validation;
import io.throughline.bench.plan.Facts.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// One generated account of a collector's portfolio: most are plain, some have each of the states that the law speaks
/// of. The same number of the same seed is the same account.
///
/// @param place where the person is said to be
public record Generated(
        Place place,
        Account account,
        @Nullable Attorney attorney,
        @Nullable Cease cease,
        @Nullable Validation validation,
        @Nullable Dispute dispute,
        @Nullable CreditorRequest creditorRequest,
        List<Permission> permissions,
        @Nullable Reassigned reassigned,
        List<Contact> history,
        List<Ask> asks,
        List<String> debts) {
    static final List<String> CHANNELS = List.of("sms", "email", "voice_live");
    private static final int DAY = 86_400;

    /// A place by what tells it.
    record Place(String state, String zip, String areaCode) {}

    private static final List<Place> PLACES = List.of(
            new Place("OH", "43215", "614"),
            new Place("MN", "55401", "612"),
            new Place("TX", "75201", "214"),
            new Place("AZ", "85001", "602"),
            new Place("CA", "90001", "212"),
            new Place("NY", "10001", "718"),
            new Place("FL", "32501", "850"),
            new Place("HI", "96813", "808"),
            new Place("", "", "850"),
            new Place("", "", "800"));

    static Generated of(long seed, long number, Instant now) {
        return new Maker(RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number), now).make();
    }

    /// Draws an account.
    private static final class Maker {
        private final RandomGenerator random;
        private final Instant now;
        private final long today;

        Maker(RandomGenerator random, Instant now) {
            this.random = random;
            this.now = now;
            this.today = now.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
        }

        Generated make() {
            // nine in ten tell where they are plainly
            var place = PLACES.get(random.nextInt(random.nextInt(10) == 0 ? PLACES.size() : 7));
            var validation = one(8) ? new Validation(!one(6), today - 40 + random.nextInt(80)) : null;
            return new Generated(
                    place,
                    account(),
                    one(40) ? attorney() : null,
                    one(50) ? new Cease(past(60), one(3) ? "voice" : "letter") : null,
                    validation,
                    one(30) ? new Dispute(medium(), day(40), maybe(3, 10), one(2)) : null,
                    one(60) ? new CreditorRequest(medium(), day(40), maybe(3, 10)) : null,
                    permissions(),
                    one(6) ? new Reassigned(!one(5), day(90)) : null,
                    history(),
                    CHANNELS.stream().map(this::ask).toList(),
                    one(10) ? List.of("D1", "D2") : List.of("D1"));
        }

        private boolean one(int of) {
            return random.nextInt(of) == 0;
        }

        private Instant past(int days) {
            return now.minusSeconds(1 + random.nextInt(days * DAY));
        }

        private long day(int days) {
            return today - random.nextInt(days);
        }

        /// A day in the past, of one in so many.
        private @Nullable Long maybe(int of, int days) {
            return one(of) ? Long.valueOf(day(days)) : null;
        }

        private String medium() {
            return one(3) ? "voice" : "letter";
        }

        private Account account() {
            return new Account(
                    one(80),
                    one(25),
                    one(20),
                    one(20) ? List.of(List.of("voice", "sms", "email", "calls").get(random.nextInt(4))) : List.of(),
                    one(50) ? List.of("e-sms") : List.of(),
                    one(15) ? List.of(new Window(9 * 60, 17 * 60)) : List.of(),
                    one(30) ? List.of("monday") : List.of(),
                    one(30) ? List.of(new Window(21 * 60, 22 * 60)) : List.of(),
                    one(60) ? "I am at a funeral" : "",
                    one(10) ? "expired" : "open",
                    one(200) ? Integer.valueOf(16) : one(2) ? Integer.valueOf(44) : null,
                    maybe(4, 12),
                    one(15) ? new Callback(day(9), one(2) ? Long.valueOf(today + random.nextInt(5)) : null) : null);
        }

        private Attorney attorney() {
            return new Attorney(!one(4), maybe(3, 30), maybe(4, 20), maybe(6, 20), maybe(6, 9));
        }

        private List<Permission> permissions() {
            var permissions = new ArrayList<Permission>();
            if (!one(4)) {
                var basis = one(20) ? "none" : "express";
                permissions.add(
                        new Permission("sms", basis, one(3) ? past(90) : null, one(15) ? past(30) : null, null, null));
            }
            if (!one(4)) {
                var byNotice = one(10);
                permissions.add(new Permission(
                        "email",
                        byNotice ? "creditor_notice" : one(20) ? "none" : "express",
                        null,
                        one(15) ? past(30) : null,
                        byNotice ? Long.valueOf(today - 20 + random.nextInt(40)) : null,
                        byNotice ? Long.valueOf(today - 50) : null));
            }
            return permissions;
        }

        private List<Contact> history() {
            var contacts = new ArrayList<Contact>();
            int most = one(6) ? 12 : 5;
            for (int n = random.nextInt(most); n > 0; n--) {
                var channel = List.of("voice", "voice", "sms", "email").get(random.nextInt(4));
                var isOut = !one(12);
                var result = !channel.equals("voice")
                        ? "delivered"
                        : one(40) ? "conversation" : one(6) ? "busy" : "no_answer";
                contacts.add(new Contact(
                        now.minus(Duration.ofMinutes(1 + random.nextInt(12 * 24 * 60))),
                        channel,
                        isOut,
                        result,
                        one(12) ? "D2" : "D1",
                        one(12) ? "work" : "cell",
                        isOut && one(15) ? "reply" : ""));
            }
            return contacts;
        }

        private Ask ask(String channel) {
            var content = new ArrayList<String>(List.of("identity"));
            if (!one(25)) {
                content.add("opt_out");
            }
            content.add(one(25) ? "balance" : "mini_miranda_initial");
            if (one(60)) {
                content.add(List.of("pay_within_10_days", "legal_action", "threat_of_arrest")
                        .get(random.nextInt(3)));
            }
            return new Ask(
                    channel,
                    channel.equals("voice_live") ? "place_call" : "send_message",
                    one(12) ? "work" : "cell",
                    "e-" + channel,
                    one(25) ? "work" : "",
                    one(15) ? "skip_trace" : "",
                    content,
                    one(12));
        }
    }
}
