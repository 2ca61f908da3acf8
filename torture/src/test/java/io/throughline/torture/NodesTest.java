package io.throughline.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes of the platform on one database.
class NodesTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final List<String> violations = new ArrayList<>();
    private Books books;
    private Cluster cluster;

    @BeforeEach
    void start() throws IOException {
        books = new Books();
        var plan = new Plan(0, 0, 0, 0, 0, 0, 3, LEASE, 1, null, Programs.FOLDER, folder);
        var server = Server.create(Programs.FOLDER, folder.resolve("database"), "");
        cluster = new Cluster(server, books, plan, folder.resolve("node.jsa"));
    }

    @AfterEach
    void stop() {
        cluster.close();
        books.close();
    }

    @Test
    void they_share_the_work_and_a_dead_ones_is_taken_over() {
        cluster.call(8, () -> 0);
        await(() -> taken("WriteReported") >= 12 && taken("TimerDue") >= 12);
        for (int i = 0; i < 3; i++) {
            assertThat(taken(i, "FactsRead") + taken(i, "WriteReported"))
                    .as("effects of node " + i)
                    .isPositive();
            assertThat(taken(i, "TimerDue")).as("timers of node " + i).isPositive();
        }

        cluster.node(0).kill();
        assertThat(cluster.drain()).isEmpty();
        checkAll();
    }

    @Test
    void what_a_hung_one_did_is_done_again_under_its_key_and_its_late_report_changes_nothing() {
        books.hold();
        cluster.call(1, () -> 0);
        await(() -> !books.entries().isEmpty()); // a node has posted, and waits for the answer
        var posting = books.entries().getFirst();
        var holder = IntStream.range(0, 3)
                .mapToObj(cluster::node)
                .filter(node -> posting.by().equals(Long.toString(node.pid())))
                .findFirst()
                .orElseThrow();
        holder.hang();
        books.letGo();
        await(() -> isTold(posting.receipt())); // another has looked the key up, and told the case
        holder.goOn();

        assertThat(cluster.drain()).isEmpty();
        checkAll();
        assertThat(books.entries())
                .extracting(Books.Entry::what)
                .as("nothing was posted twice")
                .doesNotHaveDuplicates();
    }

    private boolean isTold(String receipt) {
        var told = new boolean[1];
        cluster.check(con -> {
            try (var sql = con.prepareStatement(
                    "select exists (select from cases.event where body like '%\"written-back\"%' and body like ?)")) {
                sql.setString(1, "%\"" + receipt + "\"%");
                var row = sql.executeQuery();
                row.next();
                told[0] = row.getBoolean(1);
            }
        });
        return told[0];
    }

    private void checkAll() {
        cluster.dismissCallers();
        cluster.check(new Checks(cluster.journal, books, violations::add)::runAll);
        assertThat(violations).isEmpty();
    }

    private int taken(String input) {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += taken(i, input);
        }
        return sum;
    }

    private int taken(int node, String input) {
        try {
            return Integer.parseInt(cluster.node(node).ask("taken\t" + input));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
