package io.throughline.platform.desk;

import java.time.Duration;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which node decides. By the database's clock, which all nodes share; each take-over gets a higher fence, and whoever
/// writes under an older one writes nothing.
@Component
class LeaseStore {
    private final JdbcClient jdbc;
    private final String tenant;

    LeaseStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// Takes a lease that is free or over.
    ///
    /// @return the fence; empty while somebody else has it
    OptionalLong take(String holder, Duration time) {
        var fence = jdbc.sql("""
                insert into desk.lease as l (tenant, holder, fence, until)
                values (:tenant, :holder, 1, clock_timestamp() + :time * interval '1 millisecond')
                on conflict (tenant) do update
                   set holder = excluded.holder, fence = l.fence + 1, until = excluded.until
                 where l.until < clock_timestamp()
                returning fence
                """)
                .param("tenant", tenant)
                .param("holder", holder)
                .param("time", time.toMillis())
                .query(Long.class)
                .optional();
        return fence.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /// Renews it, and locks it until the transaction ends: nobody takes over while this one writes. A connection whose
    /// process has frozen is ended by the server, so that it does not hold the others up.
    ///
    /// @return false if it was taken over
    boolean hold(long fence, Duration time) {
        jdbc.sql("select set_config('idle_in_transaction_session_timeout', '5s', true)")
                .query(String.class)
                .single();
        return jdbc.sql("""
                        update desk.lease set until = clock_timestamp() + :time * interval '1 millisecond'
                         where tenant = :tenant and fence = :fence
                        """)
                        .param("tenant", tenant)
                        .param("fence", fence)
                        .param("time", time.toMillis())
                        .update()
                == 1;
    }

    /// Lets others take over at once.
    void release(long fence) {
        jdbc.sql("update desk.lease set until = '-infinity' where tenant = ? and fence = ?")
                .params(tenant, fence)
                .update();
    }
}
