package io.throughline.platform.outreach;

import io.throughline.policy.ContactFacts.Earlier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Contacts with people on every way: our messages, their answers, and what other systems report. [ContactMadeStore]
/// keeps it in PostgreSQL.
@FunctionalInterface
interface ContactHistory {
    /// @param id of the message; of another contact an id that no message has
    record Past(String id, Earlier contact) {}

    /// By person, since an instant. A message of ours counts from its claim on, unless it was refused or certainly not
    /// taken; one about several debts comes once for each.
    Map<String, List<Past>> of(Collection<String> people, Instant since);
}
