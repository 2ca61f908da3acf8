package io.throughline.sandbox.ledger;

import java.util.List;
import java.util.Map;

/// What the journal holds in all, for whoever compares books.
///
/// @param postedMinor sum of payments by currency
/// @param operations how many postings of each operation
/// @param unbalanced postings whose entries do not sum to zero; always 0
/// @param doubledReceipts processor receipts that were posted more than once, at most 100 of them
public record LedgerTotals(
        Map<String, Long> postedMinor, Map<String, Long> operations, long unbalanced, List<String> doubledReceipts) {}
