package io.throughline.platform.desk;

import io.throughline.platform.work.NewWork;
import io.throughline.routing.Presence;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked of the floor. It is kept until it was carried out, so that nothing that was asked is lost.
sealed interface Order {
    /// A case has changed that a person has, or had until then.
    record Case(String caseId) implements Order {}

    record Add(NewWork work) implements Order {}

    record Drop(String key, String reason) implements Order {}

    record Present(String agent, Presence presence, String reason) implements Order {}

    record WrappedUp(String agent) implements Order {}

    record Accept(String agent, String offer) implements Order {}

    record Reject(String agent, String offer, String reason) implements Order {}

    record Finish(String agent, String item, String note) implements Order {}

    record Transfer(
            String agent,
            String item,
            String queue,
            @Nullable String person,
            String note) implements Order {}

    record CallBack(String agent, String item, Instant at, boolean mine, String note) implements Order {}

    record Consult(
            String agent,
            String item,
            @Nullable String queue,
            @Nullable String person,
            String question) implements Order {}

    record Prioritise(String item, int priority, String by, String reason) implements Order {}

    record Move(String item, String queue, String by, String reason) implements Order {}

    record Assign(String item, String agent, String by, String reason) implements Order {}

    record TakeOver(String item, String by, String reason) implements Order {}

    /// Why an item is where it is.
    record Why(String item) implements Order {}

    /// Something that was done to a piece of work, for the log.
    record Tell(String item, String agent, String type, Map<String, Object> body) implements Order {}

    /// What somebody can has changed.
    record Know(String agent) implements Order {}

    Map<String, Class<?>> KINDS = Arrays.stream(Order.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Order::kind, Function.identity()));

    /// As the store writes it: `call-back`.
    static String kind(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static Class<? extends Order> type(String kind) {
        return Objects.requireNonNull(KINDS.get(kind), kind).asSubclass(Order.class);
    }
}
