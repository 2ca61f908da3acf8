package io.throughline.platform.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<String>> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Together<String> together = new Together<>(3, this::work);

    @AfterEach
    void close() {
        goOn.countDown();
        callers.close();
    }

    private void work(List<String> all) {
        begun.countDown();
        if (all.contains("first")) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (all.contains("bad")) {
            throw new IllegalArgumentException("bad");
        }
        done.add(all);
    }

    @Test
    void who_comes_while_others_work_goes_together_as_many_as_there_is_room_for() throws Exception {
        var all = begin("a", "b", "c", "d");

        goOn.countDown();

        for (var one : all) {
            one.get();
        }
        assertThat(done).extracting(List::size).containsExactly(1, 3, 1);
        assertThat(done.stream().flatMap(List::stream)).containsExactlyInAnyOrder("first", "a", "b", "c", "d");
    }

    @Test
    void one_that_fails_fails_alone() throws Exception {
        var all = begin("a", "bad", "c");

        goOn.countDown();

        all.get(0).get();
        all.get(1).get();
        all.get(3).get();
        assertThatThrownBy(() -> all.get(2).get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("bad");
        assertThat(done.stream().flatMap(List::stream)).containsExactlyInAnyOrder("first", "a", "c");
    }

    /// The first works and waits; the others gather behind it.
    private List<Future<?>> begin(String... others) throws Exception {
        var all = new CopyOnWriteArrayList<Future<?>>();
        all.add(callers.submit(() -> together.take("first")));
        begun.await();
        for (var one : others) {
            all.add(callers.submit(() -> together.take(one)));
        }
        while (together.waiting() < others.length) {
            Thread.onSpinWait();
        }
        return all;
    }
}
