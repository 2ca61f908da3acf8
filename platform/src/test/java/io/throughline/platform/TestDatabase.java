package io.throughline.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A real PostgreSQL for tests, one a JVM; every test class takes a fresh copy of the migrated template.
/// It runs without fsync: what is tested here is SQL and transactions, not power cuts.
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COPIES = new AtomicInteger();

    private TestDatabase() {}

    /// The role the product logs in as: rooms are tested with what their migrations grant, and no more.
    public static final String APPLICATION = "throughline_app";

    /// A fresh migrated database; its JDBC URL without a user. The tests' own hand in it is `postgres`.
    public static String freshUrl() {
        String name = "copy" + COPIES.incrementAndGet();
        try (var con = SERVER.getPostgresDatabase().getConnection();
                var statement = con.createStatement()) {
            statement.execute("create database " + name + " template migrated");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name;
    }

    /// The same as a data source of the application's role, without a pool.
    public static DataSource fresh() {
        return source(freshUrl(), APPLICATION);
    }

    /// A data source without a pool.
    public static DataSource source(String url, String user) {
        var source = new org.postgresql.ds.PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        return source;
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
            try (var con = server.getPostgresDatabase().getConnection();
                    var statement = con.createStatement()) {
                statement.execute("create role " + APPLICATION + " login");
                statement.execute("create database migrated");
            }
            Flyway.configure()
                    .dataSource(server.getDatabase("postgres", "migrated"))
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
