package io.throughline.platform.desk;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Requests with a key, and their answers.
@Component
class OnceStore {
    private final JdbcClient jdbc;
    private final String tenant;

    OnceStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// @param status null: somebody works on it
    /// @param isSame whether it was asked for the same
    record Known(@Nullable Integer status, @Nullable String answer, boolean isSame) {}

    /// Begins a request, unless it was begun; one whose worker has died is begun again after half a minute.
    boolean begin(String person, String key, byte[] request) {
        return jdbc.sql("""
                        insert into desk.answered as a (tenant, person, key, request) values (?, ?, ?, ?)
                        on conflict (tenant, person, key) do update set at = clock_timestamp()
                         where a.status is null and a.request = excluded.request
                           and a.at < clock_timestamp() - interval '30 seconds'
                        """).params(tenant, person, key, request).update() == 1;
    }

    Optional<Known> find(String person, String key, byte[] request) {
        return jdbc.sql("select status, answer, request from desk.answered where tenant = ? and person = ? and key = ?")
                .params(tenant, person, key)
                .query((row, _) -> new Known(
                        row.getObject(1, Integer.class), row.getString(2), Arrays.equals(row.getBytes(3), request)))
                .optional();
    }

    void end(String person, String key, int status, String answer) {
        jdbc.sql("""
                update desk.answered set status = ?, answer = ?::jsonb where tenant = ? and person = ? and key = ?
                """).params(status, answer, tenant, person, key).update();
    }

    /// A fault is no answer: whoever asks again is heard again.
    void forget(String person, String key) {
        jdbc.sql("delete from desk.answered where tenant = ? and person = ? and key = ? and status is null")
                .params(tenant, person, key)
                .update();
    }
}
