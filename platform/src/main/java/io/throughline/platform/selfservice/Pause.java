package io.throughline.platform.selfservice;

import java.time.Duration;

/// Waiting for a moment, on the wall's time.
interface Pause {
    void pass(Duration time) throws InterruptedException;
}
