package io.throughline.platform.campaigns;

import io.throughline.platform.outreach.ToldBar;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.plan.Candidate.Stop;
import io.throughline.understanding.Label;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the cases of a workflow say of accounts: touches made, and why nothing more is to be sent. Known are cases that
/// a campaign has opened, or of which a message was claimed or held. Two queries a page.
@Component
class MatterStore {
    private static final String DISPUTE = Label.DISPUTE.word();
    /// What a claim heeds, too.
    private static final String[] TOLD =
            Stream.concat(Stream.of(DISPUTE), ToldBar.kinds().stream()).toArray(String[]::new);

    private final JdbcClient jdbc;
    private final String tenant;

    MatterStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Where the matter of an account stands.
    ///
    /// @param hasOpenCase a case of the workflow that sends its touches itself
    /// @param made touches of that case
    /// @param last when the last of them was
    record Standing(
            boolean hasOpenCase,
            Set<Stop> stops,
            int made,
            @Nullable Instant last) {
        static final Standing NEW = new Standing(false, Set.of(), 0, null);
    }

    /// The account's newest case of the workflow, an open one before all others.
    ///
    /// @param arranged the last day that a promise or plan of it names
    private record Found(
            String account,
            String status,
            boolean isStopped,
            @Nullable String outcome,
            @Nullable LocalDate finished,
            @Nullable LocalDate arranged,
            int made,
            @Nullable Instant last) {}

    /// @return by account, of those of which anything is known
    Map<String, Standing> of(Definition definition, List<Account> accounts, LocalDate today) {
        var found = found(definition, accounts).stream().collect(Collectors.toMap(Found::account, one -> one));
        var told = told(accounts);
        var standings = new HashMap<String, Standing>();
        for (var account : accounts) {
            var stops = EnumSet.noneOf(Stop.class);
            stops.addAll(told.getOrDefault(account.id(), Set.of()));
            stops.addAll(told.getOrDefault(all(account.customerId()), Set.of()));
            var one = found.get(account.id());
            if (one != null) {
                standings.put(account.id(), with(standing(one, definition, account, today), stops));
            } else if (!stops.isEmpty()) {
                standings.put(account.id(), with(Standing.NEW, stops));
            }
        }
        return standings;
    }

    private static Standing with(Standing standing, Set<Stop> more) {
        var stops = EnumSet.noneOf(Stop.class);
        stops.addAll(standing.stops());
        stops.addAll(more);
        return new Standing(standing.hasOpenCase(), stops, standing.made(), standing.last());
    }

    private static Standing standing(Found found, Definition definition, Account account, LocalDate today) {
        var stop = stop(found, definition, account, today);
        var stops = stop.<Set<Stop>>map(EnumSet::of).orElseGet(Set::of);
        return found.status().equals("FINISHED")
                ? new Standing(false, stops, 0, null)
                : new Standing(true, stops, found.made(), found.last());
    }

    /// A matter that was brought to a good end is done until the account is due anew; one with an arrangement, while
    /// its last day is to come: then the account itself tells whether it was kept.
    private static Optional<Stop> stop(Found found, Definition definition, Account account, LocalDate today) {
        if (found.arranged() != null) {
            return found.arranged().isBefore(today) ? Optional.empty() : Optional.of(Stop.PROMISED);
        }
        return switch (found.status()) {
            case "FINISHED" ->
                definition.resolution().success().contains(found.outcome())
                                && found.finished() != null
                                && !found.finished().isBefore(account.dueDate())
                        ? Optional.of(Stop.COMPLETED)
                        : Optional.empty();
            case "EXCEPTION" -> Optional.of(Stop.WITH_PERSON);
            default -> found.isStopped() ? Optional.of(Stop.OPTED_OUT) : Optional.empty();
        };
    }

    private List<Found> found(Definition definition, List<Account> accounts) {
        return jdbc.sql("""
                select distinct on (of_account.account_id) of_account.account_id, status, outcome, finished_at,
                       coalesce((state::json ->> 'outreachStopped')::boolean, false) as stopped,
                       (select max(state::json #>> array['facts', step, 'date']) from unnest(:steps::text[]) step) as arranged,
                       touch.made, touch.last
                  from (select account_id, case_id::uuid from outreach.contact
                         where tenant = :tenant and account_id = any (:accounts) and case_id is not null
                        union
                        select account_id, case_id::uuid from outreach.decision
                         where tenant = :tenant and customer_id = any (:people) and account_id = any (:accounts)
                           and case_id is not null
                        union
                        select account_id, case_id from campaigns.member
                         where tenant = :tenant and account_id = any (:accounts)) of_account
                  join cases.case_row on case_row.tenant = :tenant and case_row.id = of_account.case_id
                   and case_row.workflow = :workflow
                  left join lateral (
                       select count(*) as made, max(coalesce(submitted_at, claimed_at)) as last from outreach.contact
                        where contact.tenant = :tenant and contact.case_id = of_account.case_id::text
                          and contact.purpose = 'OUTREACH' and contact.state <> 'REFUSED') touch on true
                 order by of_account.account_id, status = 'FINISHED', opened_at desc
                """)
                .param("tenant", tenant)
                .param("accounts", accounts.stream().map(Account::id).toArray(String[]::new))
                .param("people", accounts.stream().map(Account::customerId).toArray(String[]::new))
                .param("workflow", definition.name())
                .param("steps", arrangements(definition).toArray(String[]::new))
                .query(MatterStore::toFound)
                .list();
    }

    private static List<String> arrangements(Definition definition) {
        return definition.steps().values().stream()
                .filter(Step.Arrange.class::isInstance)
                .map(Step::name)
                .toList();
    }

    private static Found toFound(ResultSet row, int number) throws SQLException {
        return new Found(
                row.getString("account_id"),
                row.getString("status"),
                row.getBoolean("stopped"),
                row.getString("outcome"),
                instant(row, "finished_at")
                        .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
                        .orElse(null),
                Optional.ofNullable(row.getString("arranged"))
                        .map(LocalDate::parse)
                        .orElse(null),
                row.getInt("made"),
                instant(row, "last").orElse(null));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /// What was told of accounts, and of people whatever they owe, that still holds.
    private Map<String, Set<Stop>> told(Collection<Account> accounts) {
        var told = new HashMap<String, Set<Stop>>();
        jdbc.sql("""
                select distinct on (customer_id, account_id, kind) customer_id, account_id, kind, ends from outreach.told
                 where tenant = :tenant and customer_id = any (:people) and kind = any (:kinds)
                 order by customer_id, account_id, kind, id desc
                """)
                .param("tenant", tenant)
                .param("people", accounts.stream().map(Account::customerId).toArray(String[]::new))
                .param("kinds", TOLD)
                .query(row -> {
                    if (!row.getBoolean("ends")) {
                        var account = row.getString("account_id");
                        told.computeIfAbsent(
                                        account == null ? all(row.getString("customer_id")) : account,
                                        _ -> EnumSet.noneOf(Stop.class))
                                .add(DISPUTE.equals(row.getString("kind")) ? Stop.DISPUTED : Stop.BARRED);
                    }
                });
        return told;
    }

    private static String all(String customer) {
        return "all of " + customer;
    }
}
