package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Do-not-contact lists. What was put on a list and taken off it both stay; the newest entry counts.
///
/// Claims share a lock that a change of the lists takes alone, so that nothing is claimed after an entry has committed
/// that it forbids.
@Component
class DoNotContactStore implements DoNotContact {
    /// Any number that nothing else in the database locks by.
    private static final long LOCK = 0x646e632d6c697374L;

    private final JdbcClient jdbc;
    private final String tenant;

    DoNotContactStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// What an entry names.
    enum Kind {
        PHONE,
        EMAIL,
        PERSON
    }

    /// A line of a file, read.
    record Line(
            long line,
            Kind kind,
            String value,
            boolean listed,
            String reason,
            @Nullable LocalDate since) {}

    /// An entry as it stands.
    record Entry(
            String list,
            Kind kind,
            String value,
            boolean listed,
            String reason,
            Optional<LocalDate> since,
            String source,
            long line,
            Instant recordedAt,
            String recordedBy) {}

    @Override
    public void share() {
        jdbc.sql("select pg_advisory_xact_lock_shared(:lock)::text")
                .param("lock", LOCK)
                .query(String.class)
                .single();
    }

    @Override
    public List<String> listing(@Nullable String person, Endpoint endpoint) {
        var kind = Medium.of(endpoint.channel()) == Medium.EMAIL ? Kind.EMAIL : Kind.PHONE;
        return jdbc.sql("""
                select list from (
                    select distinct on (kind, value, list) list, listed
                      from outreach.do_not_contact
                     where tenant = :tenant
                       and (kind = :kind and value = :address or kind = 'PERSON' and value = :person)
                     order by kind, value, list, id desc) as newest
                 where listed order by list
                """)
                .param("tenant", tenant)
                .param("kind", kind.name())
                .param("address", endpoint.address())
                .param("person", person)
                .query(String.class)
                .list();
    }

    @Override
    public Suppressions.Listed listed(List<String> people, List<String> addresses) {
        var persons = new HashSet<String>();
        var places = new HashSet<String>();
        jdbc.sql("""
                select kind, value from (
                    select distinct on (kind, value, list) kind, value, listed
                      from outreach.do_not_contact
                     where tenant = :tenant
                       and (kind = 'PERSON' and value = any (:people)
                            or kind in ('PHONE', 'EMAIL') and value = any (:addresses))
                     order by kind, value, list, id desc) as newest
                 where listed
                """)
                .param("tenant", tenant)
                .param("people", people.toArray(String[]::new))
                .param("addresses", addresses.toArray(String[]::new))
                .query(row -> {
                    (row.getString("kind").equals("PERSON") ? persons : places).add(row.getString("value"));
                });
        return new Suppressions.Listed(persons, places);
    }

    /// Every entry about any of these values, oldest first.
    List<Entry> entries(List<String> values) {
        return jdbc.sql("""
                select list, kind, value, listed, reason, since, source, line, recorded_at, recorded_by
                  from outreach.do_not_contact where tenant = :tenant and value = any (:values) order by id
                """)
                .param("tenant", tenant)
                .param("values", values.toArray(String[]::new))
                .query(DoNotContactStore::toEntry)
                .list();
    }

    /// Adds what is not so already, alone among claims. Call in a transaction of its own; no value twice.
    ///
    /// @return how many lines changed something
    int add(String list, List<Line> lines, String source, String by, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)::text")
                .param("lock", LOCK)
                .query(String.class)
                .single();
        return jdbc.sql("""
                insert into outreach.do_not_contact
                       (tenant, list, kind, value, listed, reason, since, source, line, recorded_at, recorded_by)
                select :tenant, :list, kind, value, listed, reason, since, :source, line, :now, :by
                  from unnest(:kinds::text[], :values::text[], :listed::boolean[], :reasons::text[], :since::text[]::date[],
                              :lines::bigint[]) as row (kind, value, listed, reason, since, line)
                 where listed <> coalesce((
                       select old.listed from outreach.do_not_contact old
                        where old.tenant = :tenant and old.kind = row.kind and old.value = row.value and old.list = :list
                        order by old.id desc limit 1), false)
                """)
                .param("tenant", tenant)
                .param("list", list)
                .param("source", source)
                .param("by", by)
                .param("now", now.atOffset(UTC))
                .param("kinds", array(lines, line -> line.kind().name(), String[]::new))
                .param("values", array(lines, Line::value, String[]::new))
                .param("listed", array(lines, Line::listed, Boolean[]::new))
                .param("reasons", array(lines, Line::reason, String[]::new))
                .param("since", array(lines, DoNotContactStore::since, String[]::new))
                .param("lines", array(lines, Line::line, Long[]::new))
                .update();
    }

    private static @Nullable String since(Line line) {
        return line.since() == null ? null : line.since().toString();
    }

    private static <T extends @Nullable Object> T[] array(
            List<Line> lines, Function<Line, T> value, IntFunction<T[]> empty) {
        return lines.stream().map(value).toArray(empty);
    }

    private static Entry toEntry(ResultSet row, int ignored) throws SQLException {
        return new Entry(
                row.getString("list"),
                Kind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getBoolean("listed"),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("since", LocalDate.class)),
                row.getString("source"),
                row.getLong("line"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"));
    }
}
