package io.throughline.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of our own, started as a child, so that all of it can be killed and started again.
final class Server implements AutoCloseable {
    static final String DATABASE = "throughline";
    static final String APPLICATION = "throughline_app";
    private static final String ADMIN = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /// Durable as the product's; small, and with the whole log kept, for what is recovered from it.
    private static final String SETTINGS = """

            fsync = on
            synchronous_commit = on
            full_page_writes = on
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 100
            shared_buffers = 64MB
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private final Path programs;
    private final Path data;
    private final int port;
    private @Nullable Process postmaster;

    private Server(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /// Makes a cluster with the product's schema, and starts it.
    ///
    /// @param programs the folder with `initdb` and `postgres`
    /// @param settings lines of `postgresql.conf` beyond ours
    static Server create(Path programs, Path data, String settings) {
        run(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + ADMIN,
                "--auth=trust", // a database of an hour, on loopback
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=1",
                "--data-checksums"));
        try {
            var file = data.resolve("postgresql.conf");
            Files.writeString(file, Files.readString(file) + SETTINGS + settings + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var server = at(programs, data);
        server.start(List.of());
        try (var con = server.connect("postgres");
                var sql = con.createStatement()) {
            sql.execute("create role " + APPLICATION + " login");
            sql.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Flyway.configure()
                .dataSource(server.url(DATABASE), ADMIN, "")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return server;
    }

    /// A cluster that is there already.
    static Server at(Path programs, Path data) {
        return new Server(programs, data, freePort());
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable&gssEncMode=disable";
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), ADMIN, "");
    }

    /// As somebody who may read everything.
    Connection connect() throws SQLException {
        return connect(DATABASE);
    }

    /// Starts it and waits until it has recovered and lets callers in.
    ///
    /// @param settings such as `fsync=off`
    void start(List<String> settings) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        launch(settings);
        while (true) {
            try (var _ = connect("postgres")) {
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("PostgreSQL does not start; its log: " + log(), notYet);
                }
                if (postmaster == null || !postmaster.isAlive()) {
                    launch(settings); // a killed one's processes were still going
                }
                sleep();
            }
        }
    }

    private void launch(List<String> settings) {
        var command = new ArrayList<>(withoutRoot());
        command.addAll(
                List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid")); // its number may be somebody else's by now
            postmaster = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /// SIGKILL for all of its processes.
    void kill() {
        var dying = postmaster;
        if (dying == null) {
            return;
        }
        var children = dying.descendants().toList();
        dying.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            dying.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postmaster = null;
    }

    @Override
    public void close() {
        kill(); // nothing of it is needed any more
    }

    /// PostgreSQL does not run as root; in containers people often are, and a user namespace is enough then.
    private static List<String> withoutRoot() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "--user") : List.of();
    }

    private static void run(List<String> arguments) {
        var command = new ArrayList<>(withoutRoot());
        command.addAll(arguments);
        try {
            var output = Files.createTempFile("torture-", ".log");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(arguments.getFirst() + " failed: " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
