package io.throughline.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An operation that somebody wants done, and what is known when they do.
///
/// @param request the parameters, as [Records] holds values
/// @param who id of the customer whose identity is proven; null: nobody's is
/// @param done what was done before in the same case, oldest first
/// @param now local time of the system of record, `2024-05-15T15:00:00`
public record Call(
        String operation,
        Map<String, Object> request,
        @Nullable String who,
        List<Done> done,
        String now) {
    public Call {
        request = Map.copyOf(request);
        done = List.copyOf(done);
    }

    /// The customer, if proven.
    public Optional<String> customer() {
        return Optional.ofNullable(who);
    }

    /// One operation that was done.
    ///
    /// @param before the records it was about, as they stood before
    public record Done(String operation, Map<String, Object> request, Map<String, Object> before) {}
}
