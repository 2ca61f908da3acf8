package io.throughline.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/// Threads of a simulated process.
final class TaskExecutor extends AbstractExecutorService {
    private final SimulatedProcess process;
    private final String name;
    private boolean shut;

    TaskExecutor(SimulatedProcess process, String name) {
        this.process = process;
        this.name = name;
    }

    @Override
    public void execute(Runnable work) {
        process.spawn(name, work);
    }

    @Override
    public void shutdown() {
        shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shut = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shut;
    }

    @Override
    public boolean isTerminated() {
        return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
