package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.CaseMessages.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of conversations by hand. Letters are added, never changed.
@Component
class LetterStore {
    private static final int MOST = 500;
    private final JdbcClient jdbc;
    private final String tenant;

    LetterStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @return whether it is new
    boolean keep(Contact contact, String caseId, String by, Rendered words, Instant at) {
        return jdbc.sql("""
                        insert into outreach.letter (tenant, contact_id, case_id, at, by_whom, subject, words)
                        values (:tenant, :contact, :case, :at, :by, :subject, :words) on conflict do nothing
                        """)
                        .param("tenant", tenant)
                        .param("contact", contact.id())
                        .param("case", caseId)
                        .param("at", at.atOffset(UTC))
                        .param("by", by)
                        .param("subject", words.subject())
                        .param("words", words.text())
                        .update()
                == 1;
    }

    List<Written> letters(String caseId) {
        return jdbc.sql("""
                select contact_id, at, by_whom, subject, words from outreach.letter
                 where tenant = :tenant and case_id = :case order by at desc limit :most
                """)
                .param("tenant", tenant)
                .param("case", caseId)
                .param("most", MOST)
                .query((row, _) -> (Written) new Written.ByHand(
                        row.getString("contact_id"),
                        at(row),
                        row.getString("by_whom"),
                        row.getString("subject"),
                        row.getString("words")))
                .list();
    }

    /// What the customer wrote about the case, or since it was opened, about none.
    List<Written> replies(String caseId, @Nullable String customer, Instant since) {
        return jdbc.sql("""
                select i.id, i.at, i.channel, i.words, i.labels, r.why, r.decided_by, r.decision
                  from outreach.inbound i
                  left join outreach.reply_item r on r.tenant = i.tenant and r.reply = i.id
                 where i.tenant = :tenant
                   and (i.case_id = :case or (i.customer_id = :customer and i.case_id is null and i.at >= :since))
                 order by i.at desc limit :most
                """)
                .param("tenant", tenant)
                .param("case", caseId)
                .param("customer", customer)
                .param("since", since.atOffset(UTC))
                .param("most", MOST)
                .query((row, _) -> reply(row))
                .list();
    }

    private static Written reply(ResultSet row) throws SQLException {
        var decided = row.getString("decided_by");
        var decision = row.getString("decision");
        return new Written.ByCustomer(
                row.getLong("id"),
                at(row),
                row.getString("channel"),
                row.getString("words"),
                labels(decision == null ? row.getString("labels") : decision),
                decided == null ? row.getString("why") : null,
                decided);
    }

    private static List<String> labels(String written) {
        return written.equals("none") ? List.of() : Arrays.asList(written.split("\\|"));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }
}
