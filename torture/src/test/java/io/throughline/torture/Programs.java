package io.throughline.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// PostgreSQL's programs, where the test library has unpacked them.
final class Programs {
    static final Path FOLDER = find();

    private Programs() {}

    private static Path find() {
        try (var server = EmbeddedPostgres.start();
                var con = server.getPostgresDatabase().getConnection();
                var sql = con.createStatement();
                var row = sql.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
            row.next();
            return Path.of(row.getString(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
