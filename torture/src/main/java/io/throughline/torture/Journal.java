package io.throughline.torture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What callers were told, as they write it down themselves.
final class Journal {
    /// What a caller knows of a request.
    enum Told {
        /// It was taken: it must be there, once.
        DONE,
        /// The rules refused it: it must not be there.
        REFUSED,
        /// It could not be done: it must not be there.
        FAILED,
        /// No answer, or that nobody knows: it may be there, once.
        UNKNOWN
    }

    /// @param request its name, found in the evidence as the one who acted; empty: to open a case
    /// @param caseId empty if the caller never heard of it
    /// @param lsn how far the log was on disk when the answer had come; 0 if nobody asked
    record Entry(String request, String account, String caseId, Told told, long lsn) {}

    private final List<Entry> entries = new ArrayList<>(); // guarded by this
    private final Map<Told, Integer> counts = new EnumMap<>(Told.class); // guarded by this

    Journal() {
        Arrays.stream(Told.values()).forEach(told -> counts.put(told, 0));
    }

    synchronized void note(Entry entry) {
        entries.add(entry);
        counts.merge(entry.told(), 1, Integer::sum);
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized List<Entry> between(int from, int to) {
        return List.copyOf(entries.subList(from, to));
    }

    synchronized Map<Told, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
