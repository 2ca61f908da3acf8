package io.throughline.platform.campaigns;

import io.throughline.platform.records.Portfolio.Account;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.List;

/// Says when a campaign may come to accounts. Nothing is kept, sent or locked.
@FunctionalInterface
interface PlanTurns {
    /// @return one for each account, in their order
    List<Turn> of(Definition definition, List<Account> accounts, Instant now);
}
