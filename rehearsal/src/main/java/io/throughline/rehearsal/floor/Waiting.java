package io.throughline.rehearsal.floor;

/// A call or a piece of work in a line.
public abstract class Waiting {
    /// Nothing makes it leave.
    public static final long FOREVER = Long.MAX_VALUE;

    long since;
    boolean isOver;

    /// How long it takes whoever serves it, in milliseconds.
    protected abstract long handle();

    /// How long it waits before it leaves, in milliseconds; [#FOREVER] for work.
    protected long patience() {
        return FOREVER;
    }

    /// Whether it still has to be done when its turn comes; work may have gone elsewhere in the meantime.
    protected boolean isWanted() {
        return true;
    }

    /// Somebody turns to it, after `waited` milliseconds.
    protected void begun(long waited) {}

    /// It is done.
    protected abstract void done();

    /// It left unserved, after `waited` milliseconds.
    protected void left(long waited) {}
}
