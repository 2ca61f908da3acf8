package io.throughline.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    private static final String SCHEMA = "create table if not exists fact(n integer primary key)";

    @TempDir
    Path dir;

    @Test
    void works_that_share_a_commit_fail_alone() throws Exception {
        var answers = new ArrayList<Future<Integer>>();
        int failed = 0;
        try (var file = new SqliteFile(dir.resolve("facts.sqlite"), SCHEMA)) {
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 300; i++) {
                    int n = i;
                    answers.add(writers.submit(() -> file.write(sql -> {
                        sql.run("insert into fact(n) values (?)", n);
                        if (n % 3 == 0) {
                            throw new IllegalArgumentException("no thirds");
                        }
                        return sql.run("insert into fact(n) values (?)", n % 3 == 1 ? n + 1_000 : 0 - n);
                    })));
                }
            }
            for (var answer : answers) {
                try {
                    assertThat(answer.get()).isEqualTo(1);
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(IllegalArgumentException.class);
                    failed++;
                }
            }
        }
        assertThat(failed).isEqualTo(100);
        try (var again = new SqliteFile(dir.resolve("facts.sqlite"), SCHEMA)) {
            assertThat(count(again, "select count(*) from fact")).isEqualTo(400);
            assertThat(count(again, "select count(*) from fact where n between 0 and 299 and n % 3 = 0"))
                    .isZero();
        }
    }

    @Test
    void a_statement_that_breaks_a_rule_undoes_its_own_work_only() {
        try (var file = new SqliteFile(dir.resolve("facts.sqlite"), SCHEMA)) {
            file.write(sql -> sql.run("insert into fact(n) values (1)"));
            try {
                file.write(
                        sql -> sql.run("insert into fact(n) values (2)") + sql.run("insert into fact(n) values (1)"));
                throw new AssertionError("the second insert must fail");
            } catch (SqliteFile.StoreFault fault) {
                assertThat(fault).hasMessageContaining("UNIQUE");
            }
            assertThat(count(file, "select count(*) from fact")).isEqualTo(1);
        }
    }

    private static long count(SqliteFile file, String query) {
        return file.read(sql -> sql.number(query));
    }
}
