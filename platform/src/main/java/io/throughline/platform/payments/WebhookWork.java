package io.throughline.platform.payments;

import io.throughline.platform.payments.PaymentProcessor.Notice;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Works on webhooks after they are acknowledged, a bounded number at once. What is dropped here,
/// by load or by a crash, the watch of [OpenCheckout] finds.
@Component
class WebhookWork {
    private static final Logger log = LoggerFactory.getLogger(WebhookWork.class);
    private static final int AT_ONCE = 16;
    private static final int WAITING = 1_000;
    private final Attempts attempts;
    private final ReadBack readBack;
    private final Semaphore room = new Semaphore(WAITING);
    private final ExecutorService threads;

    @Autowired
    WebhookWork(Attempts attempts, ReadBack readBack) {
        this(
                attempts,
                readBack,
                Executors.newFixedThreadPool(
                        AT_ONCE, Thread.ofVirtual().name("webhook-", 0).factory()));
    }

    WebhookWork(Attempts attempts, ReadBack readBack, ExecutorService threads) {
        this.attempts = attempts;
        this.readBack = readBack;
        this.threads = threads;
    }

    void submit(Notice notice) {
        String session = notice.sessionId();
        if (session == null) {
            return;
        }
        if (!room.tryAcquire()) {
            log.info("webhook {} left to the watch: {} are waiting", notice.eventId(), WAITING);
            return;
        }
        try {
            threads.execute(() -> work(notice, session));
        } catch (RejectedExecutionException _) {
            room.release();
        }
    }

    private void work(Notice notice, String session) {
        try {
            var attempt = attempts.findBySession(session);
            if (attempt.isPresent()) {
                readBack.readAndTell(attempt.get(), false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("webhook {} left to the watch", notice.eventId(), e);
        } finally {
            room.release();
        }
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
