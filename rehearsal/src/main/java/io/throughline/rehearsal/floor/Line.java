package io.throughline.rehearsal.floor;

import java.util.ArrayDeque;

/// People who answer calls and do the work of a queue. Calls go first, each kind in the order it came;
/// nobody is interrupted, and whoever is busy when the hour ends finishes. With calls only, exponential
/// times and constant staff it is the queue of Erlang's C and, with patience, A formula.
public final class Line {
    private static final long HOUR = 3_600_000;
    private final String name;
    private final Staff staff;
    private final Agenda agenda;
    private final Tally calls;
    private final Tally work;
    private final ArrayDeque<Waiting> waitingCalls = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waitingWork = new ArrayDeque<>();
    private long hour = Long.MIN_VALUE;
    private int inHour;
    private int busy;
    private boolean isWoken;

    /// @param target milliseconds within which a call should be answered
    public Line(String name, Staff staff, long target, Agenda agenda) {
        this.name = name;
        this.staff = staff;
        this.agenda = agenda;
        this.calls = new Tally(target);
        this.work = new Tally(target);
    }

    public String name() {
        return name;
    }

    public Staff staff() {
        return staff;
    }

    public Tally calls() {
        return calls;
    }

    public Tally work() {
        return work;
    }

    /// People at an instant; asked for at every turn, and the same for an hour.
    private int people(long when) {
        long asked = Math.floorDiv(when, HOUR);
        if (asked != hour) {
            hour = asked;
            inHour = staff.at(when);
        }
        return inHour;
    }

    public boolean isOpen() {
        return people(agenda.now()) > 0;
    }

    /// Pieces of work that still wait.
    public int unfinished() {
        return (int) waitingWork.stream().filter(Waiting::isWanted).count();
    }

    /// A call comes in.
    public void call(Waiting call) {
        enter(call, calls, waitingCalls);
        if (!call.isOver && call.patience() != Waiting.FOREVER) {
            agenda.in(call.patience(), () -> leave(call));
        }
    }

    /// Work is put in.
    public void work(Waiting piece) {
        enter(piece, work, waitingWork);
    }

    private void enter(Waiting one, Tally tally, ArrayDeque<Waiting> queue) {
        one.since = agenda.now();
        tally.offered(one.since, people(one.since));
        if (busy < people(one.since) && queue.isEmpty() && waitingCalls.isEmpty()) {
            serve(one, tally);
        } else {
            queue.add(one);
            wake();
        }
    }

    private void leave(Waiting call) {
        if (!call.isOver) {
            call.isOver = true;
            calls.left(call.since, agenda.now());
            call.left(agenda.now() - call.since);
        }
    }

    private void serve(Waiting one, Tally tally) {
        long now = agenda.now();
        long handle = one.handle();
        one.isOver = true;
        busy++;
        tally.answered(one.since, now);
        tally.busy(now, handle, people(now));
        one.begun(now - one.since);
        agenda.in(handle, () -> {
            busy--;
            one.done();
            next();
        });
    }

    /// Whoever is free takes what waits.
    private void next() {
        while (busy < people(agenda.now())) {
            var call = first(waitingCalls);
            var one = call == null ? first(waitingWork) : call;
            if (one == null) {
                return;
            }
            serve(one, call == null ? work : calls);
        }
        wake();
    }

    private static @org.jspecify.annotations.Nullable Waiting first(ArrayDeque<Waiting> queue) {
        for (var one = queue.poll(); one != null; one = queue.poll()) {
            if (!one.isOver && one.isWanted()) {
                return one;
            }
        }
        return null;
    }

    /// What waits while nobody is there, or too few, is taken when more people come.
    private void wake() {
        if (isWoken || (waitingCalls.isEmpty() && waitingWork.isEmpty())) {
            return;
        }
        long more = staff.moreThan(people(agenda.now()), agenda.now());
        if (more != Waiting.FOREVER) {
            isWoken = true;
            agenda.at(more, () -> {
                isWoken = false;
                next();
            });
        }
    }
}
