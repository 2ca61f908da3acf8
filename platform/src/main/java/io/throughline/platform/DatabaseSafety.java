package io.throughline.platform;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Refuses to start on a database that may lose what it acknowledged. `throughline.allow-unsafe-database=true` is for
/// tests.
@Component
class DatabaseSafety implements InitializingBean {
    private final JdbcTemplate jdbc;
    private final boolean allowed;

    DatabaseSafety(JdbcTemplate jdbc, @Value("${throughline.allow-unsafe-database:false}") boolean allowed) {
        this.jdbc = jdbc;
        this.allowed = allowed;
    }

    @Override
    public void afterPropertiesSet() {
        var unsafe = unsafe();
        if (!allowed && !unsafe.isEmpty()) {
            throw new UnsafeDatabase(unsafe);
        }
    }

    private List<String> unsafe() {
        var unsafe = new ArrayList<String>();
        for (var name : List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums")) {
            var value = jdbc.queryForObject("select current_setting(?)", String.class, name);
            if ("off".equals(value)) {
                unsafe.add(name + " is off");
            }
        }
        return unsafe;
    }

    /// The database may lose data.
    static final class UnsafeDatabase extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnsafeDatabase(List<String> unsafe) {
            super("the database may lose what was acknowledged: " + String.join(", ", unsafe)
                    + "; turn it on, or start a test with --throughline.allow-unsafe-database=true");
        }
    }
}
