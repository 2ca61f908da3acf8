package io.throughline.platform.work;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Work for a person, as whoever brings it describes it.
///
/// @param key once in the house: `message/4711`
/// @param caseId the case it belongs to; null: none is known
/// @param intent what is wanted of the person, such as `unclaimed-message`
/// @param title for people
/// @param queue where it waits
/// @param language in which the customer reads and writes; null: not known
/// @param clearances what one must be cleared for to see it, such as `health`
/// @param priority -10 to 10, higher first
/// @param due when it should be done; null: no time told
/// @param words what the customer wrote; null: nothing
/// @param purpose as workflows name it; empty: none
public record NewWork(
        String key,
        @Nullable String caseId,
        String intent,
        String title,
        String queue,
        @Nullable String language,
        Set<String> clearances,
        int priority,
        @Nullable Instant due,
        @Nullable String words,
        String purpose) {
    public NewWork {
        clearances = Set.copyOf(clearances);
        if (key.isBlank() || key.length() > 200 || priority < -10 || priority > 10) {
            throw new IllegalArgumentException("work needs a key of up to 200 characters and a priority of -10 to 10");
        }
    }
}
