package io.throughline.platform.records;

import io.throughline.engine.By;
import io.throughline.engine.By.Actor;
import io.throughline.engine.By.Channel;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.records.Portfolio.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/// Opens a case for each account that matches a condition and owes something; again opens none twice.
@Component
class OpenCases {
    /// Cases that wait together are committed together, so a few at once are much faster than one by one.
    private static final int AT_ONCE = 16;

    private static final int CHUNK = 512;
    private final Portfolio portfolio;
    private final Cases cases;
    private final Workflows workflows;

    OpenCases(Portfolio portfolio, Cases cases, Workflows workflows) {
        this.portfolio = portfolio;
        this.cases = cases;
        this.workflows = workflows;
    }

    record Opening(long matched, long opened, long existed) {}

    /// @throws Cases.UnknownWorkflow if there is none of that name
    /// @throws BadCondition if the condition cannot be used
    Opening open(String workflow, String where) throws InterruptedException {
        workflows.current(workflow);
        var tally = new Tally();
        try (var threads = Executors.newFixedThreadPool(
                        AT_ONCE, Thread.ofVirtual().name("open-", 0).factory());
                var accounts = portfolio.accountsWhere(where)) {
            var chunk = new ArrayList<Callable<Boolean>>(CHUNK);
            var each = accounts.filter(account -> account.balanceMinor() > 0).iterator();
            while (each.hasNext()) {
                var account = each.next();
                chunk.add(() -> existed(workflow, account));
                if (chunk.size() == CHUNK) {
                    tally.add(threads, chunk);
                    chunk.clear();
                }
            }
            tally.add(threads, chunk);
        }
        return new Opening(tally.matched, tally.matched - tally.existed, tally.existed);
    }

    private boolean existed(String workflow, Account account) {
        return cases.open(
                        workflow,
                        Map.of("accountId", account.id(), "customerId", account.customerId()),
                        new By(Actor.OPERATIONS, "api", Channel.API),
                        "open:" + workflow + ":" + account.id())
                .existed();
    }

    private static final class Tally {
        long matched;
        long existed;

        void add(ExecutorService threads, List<Callable<Boolean>> chunk) throws InterruptedException {
            for (var answer : threads.invokeAll(chunk)) {
                try {
                    matched++;
                    existed += answer.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a case could not be opened; what was opened stays", e.getCause());
                }
            }
        }
    }
}
