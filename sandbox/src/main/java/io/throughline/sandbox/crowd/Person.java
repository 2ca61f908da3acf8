package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.Dice;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One simulated customer: who they are, how they behave and what they remember. At most one of their acts is
/// planned or running at a time; the fields of the visit belong to that act, `busy`, `link` and `outcome` are
/// guarded by the lock.
final class Person {
    private record Code(String digits, Instant at) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Customer customer;
    private final Persona persona;
    private final long seed;
    private final PersonalFacts facts;
    private final Testimony testimony = new Testimony();

    private boolean busy;
    private @Nullable URI link;
    private @Nullable String outcome;
    private final List<Code> codes = new ArrayList<>();
    private Planner.@Nullable Planned putAway;

    // memory of the visit
    @Nullable
    Browser browser;

    @Nullable
    URI platformPage;

    final Set<String> codesTyped = new HashSet<>();
    boolean brokeOff;
    private boolean changedDevice;
    boolean lookedAgain;
    boolean notKnowingWhetherPaid;
    String settledBy = "done";
    int mistakes;
    int cardsTried;
    int codesAskedFor;
    int otherWays;
    int looks;
    boolean waitedForCode;
    int troubles;
    int strangePages;
    int wayBacks;

    Person(Customer customer, Persona persona, long seed) {
        this.customer = customer;
        this.persona = persona;
        this.seed = seed;
        this.facts = new PersonalFacts(customer);
    }

    Customer customer() {
        return customer;
    }

    Persona persona() {
        return persona;
    }

    PersonalFacts facts() {
        return facts;
    }

    Testimony testimony() {
        return testimony;
    }

    /// Dice for one decision of this person; what others do never changes the throw.
    Dice dice(String decision) {
        return Dice.of(seed, decision, customer.customerId());
    }

    /// Some start on the phone and go on at a computer: once, after a break.
    boolean changesDevice() {
        boolean changes = !changedDevice && dice("device").chance(25);
        changedDevice |= changes;
        return changes;
    }

    /// Reads a message that came; a code in it is remembered.
    void reads(String text, Instant at) {
        lock.lock();
        try {
            Messages.code(text).ifPresent(digits -> codes.add(new Code(digits, at)));
        } finally {
            lock.unlock();
        }
    }

    /// The last code that came since then and was not typed yet.
    Optional<String> newestCode(Instant since) {
        lock.lock();
        try {
            return codes.reversed().stream()
                    .filter(c -> !c.at().isBefore(since) && !codesTyped.contains(c.digits()))
                    .map(Code::digits)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Puts the phone away until the code comes, or until the planned act at the latest.
    void putsAway(Planner.Planned until) {
        lock.lock();
        try {
            putAway = until;
        } finally {
            lock.unlock();
        }
    }

    /// The phone rings: what was put away, once.
    Optional<Planner.Planned> takesUp() {
        lock.lock();
        try {
            Optional<Planner.Planned> taken = Optional.ofNullable(putAway);
            putAway = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes note of a message. True when the person now means to do something about it.
    boolean hasNews(URI newLink) {
        lock.lock();
        try {
            boolean again = "expired".equals(outcome) && !newLink.equals(link);
            link = newLink;
            if (busy || (outcome != null && !again)) {
                return false;
            }
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    URI link() {
        lock.lock();
        try {
            if (link == null) {
                throw new IllegalStateException("nobody opens a link before it came");
            }
            return link;
        } finally {
            lock.unlock();
        }
    }

    void ends(String how) {
        lock.lock();
        try {
            busy = false;
            outcome = how;
        } finally {
            lock.unlock();
        }
    }

    String outcome() {
        lock.lock();
        try {
            if (outcome != null) {
                return outcome;
            }
            return busy ? "under-way" : link == null ? "not-reached" : "waits";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "person " + customer.customerId();
    }
}
