package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Looks whether a floor that was killed again and again has kept everything, with its own
/// questions to the database and the journal of those who were told that something is done. It uses
/// nothing of the platform's code.
final class DeskJudge {
    private static final int SHOWN = 5;

    /// Everything must hold while nobody works and nothing waits to be carried out.
    private static final List<Rule> RULES = List.of(
            new Rule("an item that arrived is gone", """
                    select distinct e.item from desk.event e where e.type = 'arrived'
                       and not exists (select from desk.item i where i.tenant = e.tenant and i.id = e.item)"""),
            new Rule("an item ended without a reason", """
                    select id from desk.item where state in ('DONE', 'WITHDRAWN') and (ended_at is null or coalesce(ended, '') = '')"""),
            new Rule("an item is offered without an offer, or has an offer and is not offered", """
                    select i.id from desk.item i where (i.state = 'OFFERED') <> exists (
                       select from desk.offer o where o.tenant = i.tenant and o.item = i.id and o.state = 'OPEN')"""),
            new Rule("two offers of one item stood at once", """
                    select distinct a.item from desk.offer a join desk.offer b on b.tenant = a.tenant and b.item = a.item and b.id > a.id
                     where a.offered_at < coalesce(b.ended_at, 'infinity') and b.offered_at < coalesce(a.ended_at, 'infinity')"""),
            new Rule("two offers to one person stood at once", """
                    select distinct a.agent from desk.offer a join desk.offer b on b.tenant = a.tenant and b.agent = a.agent and b.id > a.id
                     where a.offered_at < coalesce(b.ended_at, 'infinity') and b.offered_at < coalesce(a.ended_at, 'infinity')"""),
            new Rule("a case waits for a person and has no open item, or more than one", """
                    select c.reference from cases.case_row c left join desk.item i on i.tenant = c.tenant and i.case_id = c.id
                       and i.state not in ('DONE', 'WITHDRAWN')
                       and i.key like c.id || '/' || (c.state::json ->> 'visit') || '/%/' || c.at_step || '%'
                     where c.queue is not null group by c.reference having count(i.id) <> 1"""),
            new Rule("an item waits although its case needs nobody", """
                    select i.id from desk.item i join cases.case_row c on c.tenant = i.tenant and c.id = i.case_id
                     where i.state in ('WAITING', 'OFFERED') and c.queue is null
                       and i.source in ('exception', 'person-wanted', 'answer', 'approval')"""),
            new Rule("somebody was offered what they have no right to decide", """
                    select o.id from desk.offer o join desk.item i on i.tenant = o.tenant and i.id = o.item
                      left join staff.person p on p.tenant = o.tenant and p.id = o.agent
                     where p.id is null or (i.right_name is not null and not p.rights ? i.right_name)"""),
            new Rule("somebody was offered the approval that they asked for", """
                    select o.id from desk.offer o join desk.item i on i.tenant = o.tenant and i.id = o.item
                     where i.kind = 'approval' and i.requested_by = o.agent"""),
            new Rule("the log of the desk has a gap", """
                    select tenant from desk.event group by tenant having count(*) <> max(number) or min(number) <> 1"""),
            new Rule("an order was given up", """
                    select number::text from desk.input where answer ->> 'code' = 'desk.failed'"""),
            new Rule("two items are of the same piece of work", """
                    select key from desk.item group by tenant, key having count(*) > 1"""));

    /// Events that only an act of a person leaves.
    private static final Set<String> OF_ACTS =
            Set.of("disclosure-acknowledged", "approval-approved", "approval-refused", "approval-requested");

    private final Database database;
    private final List<String> broken = new ArrayList<>();
    private int acknowledged;
    private int doubtful;

    private record Rule(String broken, String query) {}

    /// @param acknowledged requests that somebody was told are done
    /// @param doubtful requests whose first answer was lost and whose second was a refusal
    record Verdict(List<String> broken, int acknowledged, int doubtful, Map<String, Integer> kept) {}

    DeskJudge(Database database) {
        this.database = database;
    }

    /// Orders that nobody has carried out yet.
    long waiting() {
        try (var con = connection();
                var sql = con.createStatement();
                var row = sql.executeQuery("select count(*) from desk.input where done is null")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Verdict judge(Path journal) throws IOException {
        try (var con = connection()) {
            for (var rule : RULES) {
                tell(rule.broken(), column(con, rule.query()));
            }
            acts(con, Files.readAllLines(journal).stream().map(Json::parse).toList());
            var kept = new HashMap<String, Integer>();
            for (var table : List.of("desk.item", "desk.offer", "desk.event", "cases.case_row")) {
                kept.put(
                        table,
                        Integer.parseInt(column(con, "select count(*)::text from " + table)
                                .getFirst()));
            }
            return new Verdict(List.copyOf(broken), acknowledged, doubtful, kept);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connection() throws SQLException {
        var con = DriverManager.getConnection(
                database.url(), database.owner().user(), database.owner().password());
        con.setReadOnly(true);
        return con;
    }

    /// What was told to be done is there, and no more often than it was asked for.
    private void acts(Connection con, List<JsonNode> journal) throws SQLException {
        var told = new HashMap<String, Integer>();
        var doubts = new HashMap<String, Integer>();
        for (var entry : journal) {
            var caseId = Json.text(entry, "caseId");
            if (Json.text(entry, "outcome").equals("done")) {
                acknowledged++;
                entry.path("happened").forEach(type -> told.merge(caseId + " " + type.asString(""), 1, Integer::sum));
                desk(con, entry);
            } else {
                doubtful++;
                doubts.merge(caseId, 1, Integer::sum);
            }
        }
        var kept = new HashMap<String, Integer>();
        try (var sql = con.createStatement();
                var rows = sql.executeQuery("""
                        select e.case_id || ' ' || (x ->> 0), count(*) from cases.event e,
                               json_array_elements(e.body::json -> 'events') x group by 1""")) {
            while (rows.next()) {
                kept.put(rows.getString(1), rows.getInt(2));
            }
        }
        var lost = new ArrayList<String>();
        told.forEach((what, count) -> {
            if (kept.getOrDefault(what, 0) < count) {
                lost.add(what + ": told " + count + ", kept " + kept.getOrDefault(what, 0));
            }
        });
        tell("an act that was acknowledged is lost", lost);
        var doubled = new ArrayList<String>();
        kept.forEach((what, count) -> {
            var parts = what.split(" ", 2);
            int most = told.getOrDefault(what, 0) + doubts.getOrDefault(parts[0], 0);
            if (OF_ACTS.contains(parts[1]) && count > most) {
                doubled.add(what + ": kept " + count + ", asked for " + most + " times at most");
            }
        });
        tell("an act is there more often than it was asked for", doubled);
    }

    /// Taking up work and ending it.
    private void desk(Connection con, JsonNode entry) throws SQLException {
        var query = switch (Json.text(entry, "act")) {
            case "accept" -> "select count(*) from desk.offer where item = ? and agent = ? and state = 'ACCEPTED'";
            case "finish" -> "select count(*) from desk.event where item = ? and agent = ? and type = 'completed'";
            default -> null;
        };
        if (query == null) {
            return;
        }
        try (var sql = con.prepareStatement(query)) {
            sql.setString(1, Json.text(entry, "item"));
            sql.setString(2, Json.text(entry, "agent"));
            try (var row = sql.executeQuery()) {
                row.next();
                if (row.getInt(1) < 1) {
                    tell("an act that was acknowledged is lost", List.of(Json.print(entry)));
                }
            }
        }
    }

    private void tell(String what, List<String> where) {
        if (!where.isEmpty()) {
            broken.add(what + ": " + where.size() + " times, such as "
                    + String.join("; ", where.subList(0, Math.min(SHOWN, where.size()))));
        }
    }

    private static List<String> column(Connection con, String query) throws SQLException {
        var found = new ArrayList<String>();
        try (var sql = con.createStatement();
                var rows = sql.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
