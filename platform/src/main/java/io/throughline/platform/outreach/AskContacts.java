package io.throughline.platform.outreach;

import io.throughline.engine.CaseState;
import io.throughline.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Asks everything that may keep messages back: the packs, what people wrote, and gates such as a
/// campaign's. Call in the transaction that acts on the answers.
@Component
class AskContacts {
    private final ContactPermits permits;
    private final ReplyHolds holds;
    private final List<ContactGate> gates;

    AskContacts(ContactPermits permits, ReplyHolds holds, List<ContactGate> gates) {
        this.permits = permits;
        this.holds = holds;
        this.gates = gates;
    }

    /// A message and its case.
    record Asked(Contact contact, CaseState state) {}

    /// For messages to different people and addresses, answered in their order. Whatever forbids
    /// for good is told first, so that a message that is only held never hides it.
    List<Verdict> ask(List<Asked> asked, Instant now) {
        var contacts = asked.stream().map(Asked::contact).toList();
        var states = asked.stream().map(Asked::state).toList();
        var permitted = permits.askAll(contacts, now);
        var said = holds.against(contacts, now);
        var gated = gates.stream().map(gate -> gate.againstAll(states, now)).toList();
        return IntStream.range(0, asked.size())
                .mapToObj(i -> strictest(
                        permitted.get(i),
                        Stream.concat(Stream.of(said.get(i)), gated.stream().map(gate -> gate.get(i)))))
                .toList();
    }

    private static Verdict strictest(Verdict permitted, Stream<Optional<Verdict>> against) {
        return permitted instanceof Verdict.Deny
                ? permitted
                : against.flatMap(Optional::stream).findFirst().orElse(permitted);
    }

    /// Parts messages into rounds in which no person and no address comes twice: what is decided of
    /// one counts when the next to the same is asked about.
    static <T> List<List<T>> rounds(List<T> all, Function<T, Contact> contact) {
        var rounds = new ArrayList<List<T>>();
        Map<Object, Integer> next = new HashMap<>();
        for (var one : all) {
            var own = contact.apply(one);
            var keys = Stream.<Object>concat(Stream.ofNullable(own.customerId()), Stream.of(own.endpoint()))
                    .toList();
            int round = keys.stream()
                    .mapToInt(key -> next.getOrDefault(key, 0))
                    .max()
                    .orElse(0);
            keys.forEach(key -> next.put(key, round + 1));
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(one);
        }
        return rounds;
    }
}
