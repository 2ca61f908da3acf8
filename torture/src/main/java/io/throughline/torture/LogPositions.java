package io.throughline.torture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Recovers a database from every part of its log: a copy of the data folder as it was at a
/// checkpoint, and the log of a loaded run cut off at many bytes. PostgreSQL goes on from the last
/// record that is whole, as after a power cut there.
final class LogPositions {
    private static final long SEGMENT = 1 << 20; // as the cluster is made with
    private static final Duration LOAD = Duration.ofSeconds(12);
    private static final List<String> COPIES =
            List.of("fsync=off", "autovacuum=off"); // durable is the log they are cut from

    private final Plan plan;
    private final Path archive;
    private final Consumer<String> violated;
    private final Consumer<String> progress;
    private int checks;
    private int before;

    LogPositions(Plan plan, Path archive, Consumer<String> violated, Consumer<String> progress) {
        this.plan = plan;
        this.archive = archive;
        this.violated = violated;
        this.progress = progress;
    }

    int checks() {
        return checks;
    }

    /// How many acknowledged requests had to be there, over all positions.
    int acknowledgedBefore() {
        return before;
    }

    /// @return how many positions were recovered
    int run() throws IOException {
        var settings = "wal_keep_size = 4GB\nmax_wal_size = 4GB\ncheckpoint_timeout = 1d\nautovacuum = off"
                + (plan.planted() == Planted.ANSWERED_BEFORE_FLUSH
                        ? "\nsynchronous_commit = off\nwal_writer_delay = 5s"
                        : "");
        var base = plan.folder().resolve("base");
        try (var books = new Books();
                var server = Server.create(plan.programs(), plan.folder().resolve("logged"), settings)) {
            sql(server, "checkpoint");
            server.kill();
            copy(server.data(), base);
            server.start(List.of());
            long from = position(server);
            try (var cluster = new Cluster(server, books, plan, archive)) {
                cluster.call(plan.callers(), () -> position(server));
                LockSupport.parkNanos(LOAD.toNanos());
                long to = position(server);
                cluster.dismissCallers();
                cluster.stopNodes();
                server.kill();
                var checked = new Checks(cluster.journal, books, violated);
                progress.accept("the log of the load has %,d kB".formatted((to - from) >> 10));
                int done = 0;
                for (long position : positions(cluster.journal, from, to)) {
                    recover(base, server.data(), position, checked);
                    long log = position;
                    before += (int) cluster.journal.between(0, cluster.journal.size()).stream()
                            .filter(one -> one.told() == Journal.Told.DONE && one.lsn() <= log)
                            .count();
                    if (++done % 20 == 0) {
                        progress.accept("log positions: %d of %d".formatted(done, plan.positions()));
                    }
                }
                checks = checked.runs();
                return done;
            }
        }
    }

    /// Any byte, and every third time just where an acknowledgement says that the log was, or one byte before.
    private List<Long> positions(Journal journal, long from, long to) {
        var random = new SplittableRandom(plan.seed());
        var acknowledged = journal.between(0, journal.size()).stream()
                .mapToLong(Journal.Entry::lsn)
                .filter(lsn -> lsn > from && lsn <= to)
                .toArray();
        return LongStream.range(0, plan.positions())
                .map(i -> i % 3 == 0 && acknowledged.length > 0
                        ? acknowledged[random.nextInt(acknowledged.length)] - random.nextInt(2)
                        : random.nextLong(from, to))
                .boxed()
                .toList();
    }

    private void recover(Path base, Path loaded, long position, Checks checked) throws IOException {
        var folder = plan.folder().resolve("recovered");
        copy(base, folder);
        cutLog(loaded.resolve("pg_wal"), folder.resolve("pg_wal"), position);
        try (var server = Server.at(plan.programs(), folder)) {
            server.start(COPIES);
            try (var con = server.connect()) {
                checked.runRecovered(con, position);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("recovered at " + Long.toHexString(position) + ", and unreadable", e);
        }
        delete(folder);
    }

    /// The log up to a byte; behind it there is nothing.
    private static void cutLog(Path from, Path to, long position) throws IOException {
        try (var old = Files.list(to)) {
            for (var file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        try (var segments = Files.list(from)) {
            for (var segment : segments.filter(Files::isRegularFile).toList()) {
                var name = segment.getFileName().toString();
                if (name.length() != 24) {
                    continue;
                }
                long start = (Long.parseLong(name.substring(8, 16), 16) << 32)
                        + Long.parseLong(name.substring(16), 16) * SEGMENT;
                if (start >= position) {
                    continue;
                }
                var copied = Files.copy(segment, to.resolve(name));
                if (position < start + SEGMENT) {
                    try (var file = new RandomAccessFile(copied.toFile(), "rw")) {
                        file.seek(position - start);
                        file.write(new byte[(int) (start + SEGMENT - position)]);
                    }
                }
            }
        }
    }

    private static long position(Server server) {
        try (var con = server.connect()) {
            return position(con);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long position(Connection con) throws SQLException {
        try (var sql = con.createStatement();
                var row = sql.executeQuery("select pg_current_wal_flush_lsn() - '0/0'::pg_lsn")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void sql(Server server, String statement) {
        try (var con = server.connect();
                var sql = con.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            if (new ProcessBuilder("cp", "-a", "--reflink=auto", from.toString(), to.toString())
                            .inheritIO()
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException("cannot copy " + from);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
