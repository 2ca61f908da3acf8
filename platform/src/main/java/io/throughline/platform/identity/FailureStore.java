package io.throughline.platform.identity;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts failed attempts of a customer by day, over all cases, links and sessions: ten, then no answer is looked at.
final class FailureStore {
    static final int A_DAY = 10;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final String tenant;

    FailureStore(JdbcClient jdbc, InstantSource clock, String tenant) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.tenant = tenant;
    }

    /// Charges one failure ahead of the look.
    ///
    /// @return whether there was one left
    boolean charge(String customerId) {
        return jdbc.sql("""
                insert into identity.failures as f (tenant, customer_id, day, count)
                values (:tenant, :customer, :day, 1)
                on conflict (tenant, customer_id, day) do update set count = f.count + 1 where f.count < :most
                """)
                        .params(Map.of("tenant", tenant, "customer", customerId, "day", today(), "most", A_DAY))
                        .update()
                == 1;
    }

    /// Gives it back: the answer was right.
    void giveBack(String customerId) {
        jdbc.sql("""
                update identity.failures set count = count - 1
                 where tenant = :tenant and customer_id = :customer and day = :day and count > 0
                """)
                .params(Map.of("tenant", tenant, "customer", customerId, "day", today()))
                .update();
    }

    boolean exhausted(String customerId) {
        return jdbc.sql("""
                select count >= :most from identity.failures
                 where tenant = :tenant and customer_id = :customer and day = :day
                """)
                .params(Map.of("tenant", tenant, "customer", customerId, "day", today(), "most", A_DAY))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
