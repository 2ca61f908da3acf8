package io.throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A durable PostgreSQL that belongs to one data folder. It listens on loopback alone, asks for a
/// password, and survives the launcher: a server that an earlier, killed run left behind is taken
/// over, not started a second time.
final class EmbeddedPostgres implements AutoCloseable {
    static final String ADMIN = "throughline_admin";
    static final String OWNER = "throughline_owner";
    static final String APP = "throughline_app";
    static final String NAME = "throughline";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// What we promise about an acknowledged commit hangs on the first three; they are PostgreSQL's defaults and said
    /// aloud.
    private static final String SETTINGS = """
            # Written by the launcher at every start; changes belong into postgresql.auto.conf (ALTER SYSTEM).
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = scram-sha-256
            max_connections = 200
            shared_buffers = 256MB
            max_wal_size = 2GB
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = warning
            log_min_error_statement = panic
            log_parameter_max_length_on_error = 0
            """;

    private final PostgresBinaries binaries;
    private final DataFolder folder;
    private final Database database;
    private final long pid;
    private final int port;
    private final boolean isAdopted;

    private EmbeddedPostgres(
            PostgresBinaries binaries, DataFolder folder, Database database, long pid, int port, boolean isAdopted) {
        this.binaries = binaries;
        this.folder = folder;
        this.database = database;
        this.pid = pid;
        this.port = port;
        this.isAdopted = isAdopted;
    }

    static EmbeddedPostgres start(DataFolder folder, Map<String, String> environment) {
        PostgresBinaries binaries = PostgresBinaries.unpacked(environment);
        Path data = folder.postgres();
        Optional<Postmaster> alive = Postmaster.aliveIn(data);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, folder);
        }
        if (alive.isEmpty()) {
            writeSettings(data);
            run(
                    "The database did not start; nothing else was started. Its log: " + log(folder),
                    folder,
                    List.of(
                            binaries.program("pg_ctl").toString(),
                            "start",
                            "--wait",
                            "--timeout=" + PATIENCE.toSeconds(),
                            "--pgdata=" + data,
                            "--log=" + log(folder),
                            "--options=-p " + FreePorts.any()));
        }
        Postmaster postmaster = Postmaster.aliveIn(data)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED, "The database started and is gone again. Its log: " + log(folder)));
        prepare(folder, postmaster.port());
        return new EmbeddedPostgres(
                binaries,
                folder,
                database(folder, postmaster.port()),
                postmaster.pid(),
                postmaster.port(),
                alive.isPresent());
    }

    Database database() {
        return database;
    }

    long pid() {
        return pid;
    }

    int port() {
        return port;
    }

    boolean isAdopted() {
        return isAdopted;
    }

    boolean isAlive() {
        return Liveness.find(pid).isPresent();
    }

    /// Ends it in order: no new sessions, open ones rolled back, everything on disk.
    @Override
    public void close() {
        run(
                "The database did not stop in time. It is process " + pid + "; its log: " + log(folder),
                folder,
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "stop",
                        "--wait",
                        "--mode=fast",
                        "--timeout=" + PATIENCE.toSeconds(),
                        "--pgdata=" + folder.postgres()));
    }

    private static Path log(DataFolder folder) {
        return folder.logs().resolve("postgres.log");
    }

    private static void initialise(PostgresBinaries binaries, DataFolder folder) {
        folder.secret("database-admin", DataFolder.Secret.PASSWORD);
        try {
            removeHalfMade(folder.postgres());
            run(
                    "The database could not be created in " + folder.postgres(),
                    folder,
                    List.of(
                            binaries.program("initdb").toString(),
                            "--pgdata=" + folder.postgres(),
                            "--username=" + ADMIN,
                            "--pwfile=" + folder.keys().resolve("database-admin"),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums"));
            Files.writeString(
                    folder.postgres().resolve("postgresql.conf"),
                    Files.readString(folder.postgres().resolve("postgresql.conf"))
                            + "\ninclude = 'throughline.conf'\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a killed initdb left: it has no PG_VERSION yet, or nothing but files it made itself seconds ago.
    private static void removeHalfMade(Path data) throws IOException {
        if (Files.isDirectory(data)) {
            try (var tree = Files.walk(data)) {
                for (Path path :
                        tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void writeSettings(Path data) {
        try {
            Files.writeString(data.resolve("throughline.conf"), SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Database database(DataFolder folder, int port) {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME,
                new Database.Login(OWNER, folder.secret("database-owner", DataFolder.Secret.PASSWORD)),
                new Database.Login(APP, folder.secret("database-app", DataFolder.Secret.PASSWORD)));
    }

    /// Roles and database, made if they are missing: a first start may have been killed between any two of these.
    private static void prepare(DataFolder folder, int port) {
        String password = folder.secret("database-admin", DataFolder.Secret.PASSWORD);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", ADMIN, password);
                Statement sql = connection.createStatement()) {
            refuseIfNotDurable(sql);
            for (var role : List.of(
                    database(folder, port).owner(), database(folder, port).app())) {
                if (!exists(sql, "select 1 from pg_roles where rolname = '" + role.user() + "'")) {
                    // the password is ours and made of letters and digits; roles take no parameters
                    sql.execute("create role " + role.user() + " login password '" + role.password() + "'");
                }
            }
            if (!exists(sql, "select 1 from pg_database where datname = '" + NAME + "'")) {
                sql.execute("create database " + NAME + " owner " + OWNER);
            }
        } catch (SQLException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The database in " + folder.postgres() + " does not let us in: " + e.getMessage(),
                    e);
        }
    }

    private static void refuseIfNotDurable(Statement sql) throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
            if (!exists(sql, "select 1 from pg_settings where name = '" + setting + "' and setting = 'on'")) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "The database runs with " + setting
                                + " off, so a power cut could lose what was acknowledged. Turn it on: ALTER SYSTEM RESET "
                                + setting);
            }
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(String whatItMeans, DataFolder folder, List<String> command) {
        List<String> complete = new ArrayList<>(Root.isRoot() ? Root.WITHOUT_ROOT : List.of());
        complete.addAll(command);
        Path output = folder.logs().resolve("postgres-control.log");
        try {
            Process process = new ProcessBuilder(complete)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CommandFailure(ExitCode.FAILED, whatItMeans);
            }
            if (process.exitValue() != 0) {
                throw new CommandFailure(ExitCode.FAILED, whatItMeans + lastLine(output) + Root.hint(output));
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, whatItMeans + " (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.", e);
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : " (" + lines.getLast().strip() + ")";
    }

    /// PostgreSQL refuses to run as root. In containers people often are; a user namespace without privileges is enough
    /// then.
    private static final class Root {
        static final List<String> WITHOUT_ROOT = List.of("unshare", "--user");

        static boolean isRoot() {
            return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/unshare"));
        }

        static String hint(Path output) throws IOException {
            String text = Files.readString(output);
            return text.contains("unshare") || text.contains("cannot be run as root")
                    ? ". PostgreSQL does not run as root and this machine allows no user namespaces: run as another user, or use --database-url"
                    : "";
        }
    }

    /// The server's own note in its data folder: line 1 its process, line 4 its port.
    private record Postmaster(long pid, int port) {

        static Optional<Postmaster> aliveIn(Path data) {
            Path note = data.resolve("postmaster.pid");
            try {
                if (!Files.exists(note)) {
                    return Optional.empty();
                }
                List<String> lines = Files.readAllLines(note);
                if (lines.size() < 4) {
                    return Optional.empty();
                }
                long pid = Long.parseLong(lines.get(0).strip());
                if (Liveness.find(pid).filter(Postmaster::isPostgres).isPresent()) {
                    return Optional.of(
                            new Postmaster(pid, Integer.parseInt(lines.get(3).strip())));
                }
                if (ProcessHandle.of(pid).isPresent()) {
                    // The number belongs to somebody else by now, or to a dead process nobody has collected. PostgreSQL
                    // cannot tell that from a server still running, and would refuse to start.
                    Files.delete(note);
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NumberFormatException ignored) {
                return Optional.empty();
            }
        }

        private static boolean isPostgres(ProcessHandle process) {
            return process.info()
                    .command()
                    .map(command -> command.contains("postgres"))
                    .orElse(true);
        }
    }
}
