package io.throughline.platform.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.TestDatabase;
import io.throughline.platform.records.Portfolio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Notices from the portfolio, on a real database.
class NoticesTest {
    private static final String HEADER = "account_id,account_number,address_1,address_2,city,state,postal_code,"
            + "itemization_basis,itemization_date,owed,interest,fees,payments,credits\n";
    private static final String GOOD =
            "A-1,4111222233334444,12 Alder Street,,Portland,OR,97208,charge-off,2026-02-27,680.00,53.69,25.00,30.00,5.00\n";

    private long balance = 72_369;
    private Instant now = Instant.parse("2026-06-01T15:00:00Z");
    private final Portfolio portfolio = new Portfolio() {
        @Override
        public Optional<Customer> customer(String id) {
            return Optional.of(new Customer(id, "Daniel", "Bianchi", null, null, null, "97208", "es", true, true));
        }

        @Override
        public Optional<Customer> customerByPhone(String e164) {
            return Optional.empty();
        }

        @Override
        public Optional<Account> account(String id) {
            return id.equals("A-1")
                    ? Optional.of(new Account(
                            id,
                            "C-1",
                            "Meridian Receivables",
                            "Cedarwood Finance",
                            "USD",
                            balance,
                            LocalDate.of(2026, 1, 1),
                            0,
                            "personal-loan"))
                    : Optional.empty();
        }

        @Override
        public Stream<Account> accountsWhere(String condition) {
            return Stream.empty();
        }
    };
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final NoticeStore store = new NoticeStore(jdbc, "main");
    private final ImportDebts imports = new ImportDebts(store, portfolio);
    private final InstantSource time = () -> now;
    private final Notices notices = new MakeNotices(
            store,
            portfolio,
            new NoticeDocuments(),
            new Collector("Northgate", List.of("P.O. Box 1200", "Columbus, OH 43216"), "+1 555 010 0100", null, null),
            time);

    private ImportDebts.Report load(String lines) throws IOException {
        return imports.run(new ByteArrayInputStream((HEADER + lines).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void figures_are_reconciled_when_they_come_and_again_when_a_notice_is_made() throws Exception {
        assertThat(load(GOOD).changed()).isOne();
        assertThat(load(GOOD).unchanged()).isOne();
        assertThat(notices.look("A-1", null, null).language()).isEqualTo("es");
        balance = 70_000;
        assertThatThrownBy(() -> notices.look("A-1", "en", null))
                .isInstanceOf(Notices.NoNotice.class)
                .hasMessageContaining("$723.69")
                .hasMessageContaining("$700.00")
                .hasMessageContaining("$23.69 apart");
        assertThat(load(GOOD).rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.reason()).contains("does not add up"));
    }

    @Test
    void what_cannot_be_read_is_rejected_with_its_column() throws Exception {
        var report = load(GOOD.replace("charge-off", "chargeoff")
                + GOOD.replace("680.00", "$680")
                + GOOD.replace("A-1", "A-2")
                + GOOD.replace("12 Alder Street", ""));
        assertThat(report.rejects())
                .extracting(ImportDebts.Reject::column)
                .containsExactly("itemization_basis", "owed", "account_id", "address_1");
    }

    @Test
    void a_notice_that_was_given_stays_word_for_word_and_its_period_runs_for_every_language() throws Exception {
        assertThat(notices.isPossible("A-1")).isFalse();
        assertThatThrownBy(() -> notices.look("A-1", "en", null)).hasMessageContaining("notice import");
        load(GOOD);
        var given = notices.give("A-1", "en", LocalDate.of(2026, 6, 1), "letter");
        assertThat(given.periodEnd()).isEqualTo(LocalDate.of(2026, 7, 8));
        assertThat(given.html()).contains("ending in 4444").doesNotContain("4111222233334444");
        now = Instant.parse("2026-06-20T15:00:00Z");
        balance = 72_369;
        assertThat(notices.give("A-1", "en", null, "web").sha256()).isEqualTo(given.sha256());
        var spanish = notices.give("A-1", "es", null, "web");
        assertThat(spanish.sent()).isEqualTo(given.sent());
        assertThat(spanish.html()).contains("8 de julio de 2026");
        assertThat(notices.page("A-1", "es", "/assets/notice-1.css").orElseThrow())
                .contains("<link rel=\"stylesheet\" href=\"/assets/notice-1.css\"/>")
                .doesNotContain("<style>");
        assertThatThrownBy(() -> jdbc.sql("update notices.given set html = ''").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void an_unknown_account_is_said_to_be_unknown() {
        assertThatThrownBy(() -> notices.look("nobody", "en", null)).hasMessageContaining("no account nobody");
    }
}
