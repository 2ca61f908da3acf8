package io.throughline.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseSafetyTest {
    private final JdbcTemplate unsafe = new JdbcTemplate(TestDatabase.fresh());

    @Test
    void a_database_that_may_lose_what_was_acknowledged_is_refused() {
        assertThatThrownBy(() -> new DatabaseSafety(unsafe, false).afterPropertiesSet())
                .isInstanceOf(DatabaseSafety.UnsafeDatabase.class)
                .hasMessageContaining("fsync is off")
                .hasMessageContaining("allow-unsafe-database");
    }

    @Test
    void a_test_may_allow_it() {
        assertThatCode(() -> new DatabaseSafety(unsafe, true).afterPropertiesSet())
                .doesNotThrowAnyException();
    }

    @Test
    void each_unsafe_setting_is_named() {
        var session = new org.springframework.jdbc.datasource.SingleConnectionDataSource(
                java.util.Objects.requireNonNull(TestDatabase.freshUrl()), true);
        session.setUsername("postgres");
        var jdbc = new JdbcTemplate(session);
        jdbc.execute("set synchronous_commit = off");

        assertThatThrownBy(() -> new DatabaseSafety(jdbc, false).afterPropertiesSet())
                .hasMessageContaining("synchronous_commit is off");
        session.destroy();
    }
}
