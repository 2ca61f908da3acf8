package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.engine.Transition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/// The SQL of cases. A transition is one statement, a call of `cases.move`: case row guarded by `seq`, events, effects,
/// and the end of the effect that was answered.
final class CaseStore {
    private static final String MOVE = """
            select cases.move(?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz,
                              ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?)""";
    private static final String OPEN = """
            with once as (
              insert into cases.once_key (tenant, once_key, case_id) values (?, ?, ?) on conflict do nothing
              returning tenant, case_id),
            opened as (
              insert into cases.case_row (tenant, id, reference, workflow, version, opened_at, seq, events, head, state,
                                          status, at_step, awaiting, since, queue, had_person, outcome, finished_at, timer_at)
              select tenant, case_id, ?, ?, ?, ?, 1, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ? from once
              returning tenant, id),
            queued as (
              insert into cases.effect (tenant, key, case_id, kind, body, queued_at, due_at)
              select opened.tenant, e.key, opened.id, e.kind, e.body::jsonb, e.at, e.at
                from opened, unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) e(key, kind, body, at))
            insert into cases.event (tenant, case_id, number, body, hash)
            select opened.tenant, opened.id, e.number, e.body, e.hash
              from opened, unnest(?::int[], ?::text[], ?::bytea[]) e(number, body, hash)""";
    private static final String COLUMNS = "select state, seq, events, head, since from cases.case_row ";

    /// What became of an attempt to commit.
    enum Commit {
        DONE,
        /// Another transition of this case came first.
        OVERTAKEN,
        /// The effect is no longer ours: the lease ended and somebody else took it, or it was answered.
        FENCED_OFF
    }

    /// A case about to be opened.
    record Opening(
            String onceKey, Transition transition, @Nullable String queue) {}

    private final JdbcTemplate jdbc;
    private final String tenant;

    CaseStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    Optional<StoredCase> find(UUID id) {
        return jdbc.query(COLUMNS + "where tenant = ? and id = ?", CaseStore::toCase, tenant, id).stream()
                .findFirst();
    }

    Optional<StoredCase> findByReference(String reference) {
        return jdbc.query(COLUMNS + "where tenant = ? and reference = ?", CaseStore::toCase, tenant, reference).stream()
                .findFirst();
    }

    /// Cases whose timer is due, locked for this transaction; those that another node holds are left to it.
    List<StoredCase> lockDueTimers(Instant now, int atMost) {
        return jdbc.query(
                COLUMNS + "where tenant = ? and timer_at <= ? order by timer_at limit ? for no key update skip locked",
                CaseStore::toCase,
                tenant,
                at(now),
                atMost);
    }

    /// Moves the sweep's next look at a case; the state, which knows its timers, is not touched.
    void lookAgain(String caseId, @Nullable Instant timerAt) {
        jdbc.update(
                "update cases.case_row set timer_at = ? where tenant = ? and id = ?",
                at(timerAt),
                tenant,
                UUID.fromString(caseId));
    }

    Commit commit(StoredCase before, Transition transition, EffectFate fate, @Nullable String queue, Instant now) {
        return Objects.requireNonNull(jdbc.execute(MOVE, (PreparedStatementCallback<Commit>) statement -> {
            bind(new Arguments(statement), before, transition, fate, queue, now);
            try (var row = statement.executeQuery()) {
                row.next();
                return Commit.valueOf(row.getString(1));
            }
        }));
    }

    private void bind(
            Arguments arguments,
            StoredCase before,
            Transition transition,
            EffectFate fate,
            @Nullable String queue,
            Instant now)
            throws SQLException {
        var after = transition.state();
        var links = links(before.events(), before.head(), transition, now);
        boolean finished = after.status() == CaseState.Status.FINISHED;
        boolean stays = after.at().equals(before.state().at());
        var effects = transition.effects();
        arguments.text(tenant).uuid(UUID.fromString(before.state().id())).number(before.seq());
        arguments
                .number(before.events())
                .bytes(links.isEmpty() ? before.head() : links.getLast().hash());
        arguments.text(CaseJson.write(after)).text(after.status().name()).text(after.at());
        arguments
                .text(after.awaiting().name())
                .instant(stays ? before.since() : now)
                .text(queue);
        arguments
                .flag(after.status() == CaseState.Status.EXCEPTION)
                .text(after.outcome())
                .flag(finished);
        arguments.instant(finished ? null : after.nextTimer().orElse(null)).instant(now);
        var bodies = new String[links.size()];
        var hashes = new byte[links.size()][];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = links.get(i).body();
            hashes[i] = links.get(i).hash();
        }
        arguments.texts(bodies).bytes(hashes);
        var keys = new String[effects.size()];
        var kinds = new String[effects.size()];
        var asked = new String[effects.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = effects.get(i).key();
            kinds[i] = effects.get(i).getClass().getSimpleName();
            asked[i] = CaseJson.writeAs(Effect.class, effects.get(i));
        }
        arguments.texts(keys).texts(kinds).texts(asked);
        switch (fate) {
            case EffectFate.Untouched() -> fate(arguments, "UNTOUCHED", null, 0, null, 0);
            case EffectFate.Answered(var key) -> fate(arguments, "ANSWERED", key, 0, null, 0);
            case EffectFate.Over(var key, var fence) -> fate(arguments, "OVER", key, fence, null, 0);
            case EffectFate.Back(var key, var fence, var due, var attempt) ->
                fate(arguments, "BACK", key, fence, due, attempt);
        }
    }

    private static void fate(
            Arguments arguments, String name, @Nullable String key, long fence, @Nullable Instant due, int attempt)
            throws SQLException {
        arguments.text(name).text(key).number(fence).instant(due).number(attempt);
    }

    /// Opens what was not opened before, in one round trip and, outside a transaction, one commit.
    ///
    /// @return the case of each once-key
    Map<String, Cases.Opened> open(List<Opening> openings, Instant now) {
        int[] inserted = jdbc.batchUpdate(
                OPEN, openings.stream().map(opening -> opening(opening, now)).toList());
        var opened = new HashMap<String, Cases.Opened>();
        var existing = new ArrayList<String>();
        for (int i = 0; i < inserted.length; i++) {
            var opening = openings.get(i);
            if (inserted[i] > 0) {
                opened.put(
                        opening.onceKey(),
                        new Cases.Opened(opening.transition().state().id(), false));
            } else if (!opened.containsKey(opening.onceKey())) {
                existing.add(opening.onceKey());
            }
        }
        if (!existing.isEmpty()) {
            jdbc.query(
                    "select once_key, case_id from cases.once_key where tenant = ? and once_key = any(?)",
                    row -> {
                        opened.put(row.getString(1), new Cases.Opened(row.getString(2), true));
                    },
                    tenant,
                    existing.toArray(String[]::new));
        }
        return opened;
    }

    List<Chain.Link> events(UUID id) {
        return jdbc.query(
                "select number, body, hash from cases.event where tenant = ? and case_id = ? order by number",
                (row, _) -> new Chain.Link(row.getInt(1), row.getString(2), row.getBytes(3)),
                tenant,
                id);
    }

    private Object[] opening(Opening opening, Instant now) {
        var state = opening.transition().state();
        var before = new StoredCase(state, 0, 0, Chain.START, now);
        var links = links(0, Chain.START, opening.transition(), now);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("a case opens with evidence");
        }
        var parameters = new ArrayList<@Nullable Object>(40);
        parameters.addAll(List.of(tenant, opening.onceKey(), UUID.fromString(state.id())));
        parameters.addAll(List.of(state.reference(), state.workflow(), state.version(), at(now)));
        parameters.addAll(row(before, state, links, opening.queue(), now));
        parameters.addAll(effects(opening.transition(), now));
        parameters.addAll(chain(links));
        return parameters.toArray();
    }

    private List<Chain.Link> links(int events, byte[] head, Transition transition, Instant now) {
        return Chain.links(tenant, transition.state().id(), events, head, transition.events(), now);
    }

    private List<@Nullable Object> row(
            StoredCase before, CaseState after, List<Chain.Link> links, @Nullable String queue, Instant now) {
        boolean finished = after.status() == CaseState.Status.FINISHED;
        boolean stays = after.at().equals(before.state().at());
        var row = new ArrayList<@Nullable Object>(12);
        row.add(links.isEmpty() ? before.events() : links.getLast().number());
        row.add(links.isEmpty() ? before.head() : links.getLast().hash());
        row.add(CaseJson.write(after));
        row.add(after.status().name());
        row.add(after.at());
        row.add(after.awaiting().name());
        row.add(at(stays ? before.since() : now));
        row.add(queue);
        row.add(after.status() == CaseState.Status.EXCEPTION);
        row.add(after.outcome());
        row.add(finished ? at(now) : null);
        row.add(finished ? null : at(after.nextTimer().orElse(null)));
        return row;
    }

    private static List<Object> chain(List<Chain.Link> links) {
        return List.of(
                links.stream().map(Chain.Link::number).toArray(Integer[]::new),
                links.stream().map(Chain.Link::body).toArray(String[]::new),
                links.stream().map(Chain.Link::hash).toArray(byte[][]::new));
    }

    private static List<Object> effects(Transition transition, Instant now) {
        var effects = transition.effects();
        var due = new String[effects.size()];
        java.util.Arrays.fill(due, now.toString());
        return List.of(
                effects.stream().map(Effect::key).toArray(String[]::new),
                effects.stream()
                        .map(effect -> effect.getClass().getSimpleName())
                        .toArray(String[]::new),
                effects.stream()
                        .map(effect -> CaseJson.writeAs(Effect.class, effect))
                        .toArray(String[]::new),
                due);
    }

    private static StoredCase toCase(ResultSet row, int number) throws SQLException {
        return new StoredCase(
                CaseJson.state(row.getString(1)),
                row.getInt(2),
                row.getInt(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }

    /// References are read aloud and typed: case and dashes do not matter, and look-alikes are forgiven.
    static String normalReference(String typed) {
        var plain = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replaceFirst("^TL", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return plain.length() == 8 ? "TL-" + plain.substring(0, 4) + "-" + plain.substring(4) : typed;
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /// The arguments of a statement in their order, each with the same type whether it is null or not: the driver
    /// prepares a statement anew when a type changes.
    private static final class Arguments {
        private final PreparedStatement statement;
        private int last;

        Arguments(PreparedStatement statement) {
            this.statement = statement;
        }

        Arguments text(@Nullable String value) throws SQLException {
            if (value == null) {
                statement.setNull(++last, Types.VARCHAR);
            } else {
                statement.setString(++last, value);
            }
            return this;
        }

        Arguments instant(@Nullable Instant value) throws SQLException {
            return text(value == null ? null : value.toString());
        }

        Arguments number(int value) throws SQLException {
            statement.setInt(++last, value);
            return this;
        }

        Arguments number(long value) throws SQLException {
            statement.setLong(++last, value);
            return this;
        }

        Arguments flag(boolean value) throws SQLException {
            statement.setBoolean(++last, value);
            return this;
        }

        Arguments uuid(UUID value) throws SQLException {
            statement.setObject(++last, value);
            return this;
        }

        Arguments bytes(byte[] value) throws SQLException {
            statement.setBytes(++last, value);
            return this;
        }

        Arguments texts(String[] values) throws SQLException {
            statement.setArray(++last, statement.getConnection().createArrayOf("text", values));
            return this;
        }

        Arguments bytes(byte[][] values) throws SQLException {
            statement.setArray(++last, statement.getConnection().createArrayOf("bytea", values));
            return this;
        }
    }
}
