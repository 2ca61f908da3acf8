package io.throughline.platform.desk;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What is asked of the floor, and its answers.
@Component
class InputStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String tenant;

    InputStore(JdbcClient jdbc, JsonMapper json, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.tenant = tenant;
    }

    /// @param body of an [Order]
    record Asked(long number, String key, String kind, String body) {}

    /// Asks once for the key.
    void ask(String key, Order order) {
        jdbc.sql("""
                insert into desk.input (tenant, key, kind, body) values (?, ?, ?, ?::jsonb) on conflict do nothing
                """)
                .params(tenant, key, Order.kind(order.getClass()), json.writeValueAsString(order))
                .update();
    }

    /// The oldest that nobody has answered; what people wait for goes before what cases ask for in bulk.
    List<Asked> waiting(int atMost) {
        return jdbc.sql("""
                select number, key, kind, body from desk.input where tenant = ? and done is null
                 order by kind = 'case', number limit ?
                """)
                .params(tenant, atMost)
                .query((row, _) -> new Asked(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    void answer(long number, Answer answer) {
        jdbc.sql("update desk.input set done = clock_timestamp(), answer = ?::jsonb where tenant = ? and number = ?")
                .params(json.writeValueAsString(answer), tenant, number)
                .update();
    }

    Optional<Answer> answerTo(String key) {
        return jdbc.sql("select answer from desk.input where tenant = ? and key = ? and done is not null")
                .params(tenant, key)
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, Answer.class));
    }

    /// Those that were answered long ago.
    void forget() {
        jdbc.sql("""
                delete from desk.input
                 where tenant = ? and number in (select number from desk.input
                        where tenant = ? and done < clock_timestamp() - interval '2 days' order by number limit 1000)
                """).params(tenant, tenant).update();
        // answers kept for a retry hold what the window showed; nobody asks again after a day
        jdbc.sql("delete from desk.answered where tenant = ? and at < clock_timestamp() - interval '1 day'")
                .param(tenant)
                .update();
    }
}
