package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path temp = Path.of("");

    private DataFolder folder = new DataFolder(Path.of(""));

    @BeforeEach
    void create() {
        folder = new DataFolder(temp.resolve("data"));
        folder.create();
    }

    @AfterEach
    void stop() throws Exception {
        Path note = folder.postgres().resolve("postmaster.pid");
        if (Files.exists(note)) {
            EmbeddedPostgres.start(folder, System.getenv()).close();
        }
    }

    @Test
    void it_is_durable_keeps_what_was_written_and_is_taken_over_when_its_launcher_was_killed() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.start(folder, System.getenv());
        assertThat(first.isAdopted()).isFalse();
        try (Connection owner = connect(first, first.database().owner())) {
            owner.createStatement().execute("create table kept (n int)");
            owner.createStatement().execute("insert into kept values (7)");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
                assertThat(one(owner, "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(one(owner, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(one(owner, "show server_version")).startsWith("18.");
        }

        // a launcher that is killed never closes it; the next one finds it
        EmbeddedPostgres second = EmbeddedPostgres.start(folder, System.getenv());
        assertThat(second.isAdopted()).isTrue();
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(second.port()).isEqualTo(first.port());
        second.close();
        assertThat(second.isAlive()).isFalse();

        EmbeddedPostgres third = EmbeddedPostgres.start(folder, System.getenv());
        assertThat(third.isAdopted()).isFalse();
        try (Connection owner = connect(third, third.database().owner())) {
            assertThat(one(owner, "select n from kept")).isEqualTo("7");
        }

        // a server that was killed itself comes back from its log
        ProcessHandle server = ProcessHandle.of(third.pid()).orElseThrow();
        server.destroyForcibly();
        assertThat(Liveness.hasEndedWithin(server, Duration.ofSeconds(60), new Stop()))
                .isTrue();
        EmbeddedPostgres fourth = EmbeddedPostgres.start(folder, System.getenv());
        try (Connection owner = connect(fourth, fourth.database().owner())) {
            assertThat(one(owner, "select n from kept")).isEqualTo("7");
        }
        fourth.close();
    }

    @Test
    void the_role_of_the_application_owns_nothing_and_nobody_comes_in_without_a_password() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, System.getenv())) {
            try (Connection app = connect(postgres, postgres.database().app())) {
                assertThat(
                                one(
                                        app,
                                        "select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls from pg_roles where rolname = current_user"))
                        .isEqualTo("f");
                assertThatThrownBy(() -> app.createStatement().execute("create table mine (n int)"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.database().url(), EmbeddedPostgres.APP, "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(folder.keys().resolve("database-app")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(folder.keys()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_note_left_by_a_crash_whose_process_number_belongs_to_somebody_else_now_does_not_stop_it() throws Exception {
        EmbeddedPostgres.start(folder, System.getenv()).close();
        Files.writeString(
                folder.postgres().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.postgres() + "\n1\n5432\n\n127.0.0.1\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, System.getenv())) {
            assertThat(postgres.isAdopted()).isFalse();
            assertThat(postgres.isAlive()).isTrue();
        }
    }

    private static Connection connect(EmbeddedPostgres postgres, Database.Login login) throws SQLException {
        return DriverManager.getConnection(postgres.database().url(), login.user(), login.password());
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
