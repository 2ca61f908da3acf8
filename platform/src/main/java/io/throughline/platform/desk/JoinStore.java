package io.throughline.platform.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Supervisors who are in a colleague's conversation. It is over when somebody else has the work.
@Component
class JoinStore {
    private final JdbcClient jdbc;
    private final String tenant;

    JoinStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @return whether they were not in it before
    boolean join(Item item, String person, String reason, Instant at) {
        return jdbc.sql("""
                        insert into desk.joined as j (tenant, item, person, holder, since, reason) values (?, ?, ?, ?, ?, ?)
                        on conflict (tenant, item, person) do nothing
                        """)
                        .params(tenant, item.id(), person)
                        .param(item.agent())
                        .params(ItemStore.time(at), reason)
                        .update()
                == 1;
    }

    /// @return whether they were in it
    boolean leave(String item, String person) {
        return jdbc.sql("delete from desk.joined where tenant = ? and item = ? and person = ?")
                        .params(tenant, item, person)
                        .update()
                == 1;
    }

    /// What another had at work, or has no more, is no conversation to be in.
    void clear(Item item) {
        jdbc.sql("delete from desk.joined where tenant = ? and item = ? and holder is distinct from ?")
                .params(tenant, item.id())
                .param(item.agent())
                .update();
    }

    List<Window.Joined> of(Item item) {
        if (item.state() != Item.State.AT_WORK) {
            return List.of();
        }
        return jdbc.sql("""
                select person, since, reason from desk.joined
                 where tenant = ? and item = ? and holder = ? order by since, person
                """)
                .params(tenant, item.id())
                .param(item.agent())
                .query((row, _) -> new Window.Joined(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)))
                .list();
    }
}
