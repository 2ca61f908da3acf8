package io.throughline.platform.identity;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.Identity.Level;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.Messages;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proves who is there and tells the case. A link that came by text needs known facts, or a code
/// and the date of birth; one that came by mail needs known facts and then a code to the phone on
/// file, for mail is read by others more often. Without the facts on file it is a code. The answers
/// given are compared and forgotten.
public final class Verification {
    private static final By CUSTOMER = By.customer(Channel.WEB);

    private final Cases cases;
    private final Portfolio portfolio;
    private final Messages messages;
    private final SessionStore sessions;
    private final CodeStore codes;
    private final FailureStore failures;

    Verification(
            Cases cases,
            Portfolio portfolio,
            Messages messages,
            SessionStore sessions,
            CodeStore codes,
            FailureStore failures) {
        this.cases = cases;
        this.portfolio = portfolio;
        this.messages = messages;
        this.sessions = sessions;
        this.codes = codes;
        this.failures = failures;
    }

    /// What to ask next.
    public sealed interface Ask {
        /// Date of birth and postal code. `orCode`: a code may be asked for instead.
        record Facts(boolean orCode) implements Ask {}

        /// Whether to send a code. Nothing is sent by opening a page.
        record Offer(boolean withBirthDate, String endingIn) implements Ask {}

        /// The code that was sent, and the date of birth where the code alone says too little. `orFacts`: known facts
        /// would do.
        record Code(boolean withBirthDate, String endingIn, boolean orFacts) implements Ask {}

        /// There is nothing on file to ask for, or too much was tried today: a person must help.
        record Impossible(boolean lockedToday) implements Ask {}
    }

    /// What came of an answer.
    public sealed interface Answer {
        /// The right person.
        ///
        /// @param session id of the new session, for the cookie
        record Proved(String session) implements Answer {
            @Override
            public String toString() {
                return "Proved[]";
            }
        }

        /// Right so far; a code is the second half.
        record CodeNext(Sent sent) implements Answer {}

        /// Not right; which part was wrong is not told.
        record Wrong() implements Answer {}

        /// No code is alive: it is over, used or tried out.
        record NoCode() implements Answer {}

        record Locked() implements Answer {}
    }

    /// What came of asking for a code.
    public enum Sent {
        SENT,
        TOO_MANY,
        NOT_POSSIBLE
    }

    public Ask ask(Visitor visitor, boolean preferFacts) {
        if (failures.exhausted(visitor.customerId())) {
            return new Ask.Impossible(true);
        }
        return portfolio
                .customer(visitor.customerId())
                .map(customer -> ask(visitor, customer, preferFacts))
                .orElseGet(() -> new Ask.Impossible(false));
    }

    private Ask ask(Visitor visitor, Customer customer, boolean preferFacts) {
        boolean facts = hasFacts(customer);
        boolean secondHalf = facts && needsBoth(visitor) && visitor.factsConfirmed();
        if (facts && needsBoth(visitor) && !secondHalf) {
            return new Ask.Facts(false);
        }
        var alive = codes.live(visitor);
        if (facts && !secondHalf && (preferFacts || alive.isEmpty())) {
            return new Ask.Facts(customer.phone() != null);
        }
        var phone = customer.phone();
        if (phone == null) {
            return new Ask.Impossible(false);
        }
        boolean birthDate = customer.dateOfBirth() != null && !secondHalf;
        return alive.<Ask>map(ending -> new Ask.Code(birthDate, ending, facts && !secondHalf))
                .orElseGet(() -> new Ask.Offer(birthDate, CodeStore.ending(phone)));
    }

    /// Takes known facts. Both are compared whichever is wrong.
    ///
    /// @param address network address from which they come
    public Answer facts(Visitor visitor, LocalDate dateOfBirth, String postalCode, String address) {
        var customer = portfolio.customer(visitor.customerId()).filter(Verification::hasFacts);
        if (!failures.charge(visitor.customerId())) {
            return new Answer.Locked();
        }
        boolean born = customer.map(c -> isBorn(c, dateOfBirth)).orElse(false);
        boolean lives = customer.map(c -> livesAt(c, postalCode)).orElse(false);
        if (!born || !lives) {
            return failed(visitor, "facts");
        }
        failures.giveBack(visitor.customerId());
        if (needsBoth(visitor)) {
            sessions.factsConfirmed(visitor);
            return new Answer.CodeNext(codes.live(visitor).isPresent() ? Sent.SENT : sendCode(visitor, address));
        }
        return proved(visitor, "link+facts");
    }

    /// What came of known facts that a customer said to a colleague.
    public enum Said {
        RIGHT,
        WRONG,
        /// Too much was tried today.
        LOCKED,
        /// There is nothing on file to compare with.
        NOTHING_ON_FILE
    }

    /// Compares what a customer said to a colleague; tells no case. It counts as any other attempt.
    public Said said(String customerId, LocalDate dateOfBirth, String postalCode) {
        var customer = portfolio.customer(customerId).filter(Verification::hasFacts);
        if (customer.isEmpty()) {
            return Said.NOTHING_ON_FILE;
        }
        if (!failures.charge(customerId)) {
            return Said.LOCKED;
        }
        boolean born = isBorn(customer.get(), dateOfBirth);
        boolean lives = livesAt(customer.get(), postalCode);
        if (!born || !lives) {
            return Said.WRONG;
        }
        failures.giveBack(customerId);
        return Said.RIGHT;
    }

    /// Sends a code to the phone on file, at the customer's own request.
    ///
    /// @param address network address from which it is asked for
    public Sent sendCode(Visitor visitor, String address) {
        var phone = portfolio.customer(visitor.customerId()).map(Customer::phone);
        if (phone.isEmpty() || failures.exhausted(visitor.customerId())) {
            return Sent.NOT_POSSIBLE;
        }
        return switch (codes.issue(visitor, phone.get(), address)) {
            case CodeStore.Issue.TooMany _ -> Sent.TOO_MANY;
            case CodeStore.Issue.OnItsWay _ -> Sent.SENT;
            case CodeStore.Issue.Fresh fresh -> send(visitor, fresh);
        };
    }

    private Sent send(Visitor visitor, CodeStore.Issue.Fresh fresh) {
        return switch (messages.sendCode(visitor.caseId(), visitor.customerId(), fresh.code())) {
            case Messages.Sending.Sent _ -> Sent.SENT;
            case Messages.Sending.NotAllowed _, Messages.Sending.NotSent _ -> {
                codes.withdraw(fresh);
                yield Sent.NOT_POSSIBLE;
            }
        };
    }

    /// Takes a code, with the date of birth where [Ask.Code] wanted it.
    public Answer code(Visitor visitor, String code, @Nullable LocalDate dateOfBirth) {
        var customer = portfolio.customer(visitor.customerId());
        if (customer.isEmpty()) {
            return new Answer.Locked();
        }
        boolean facts = hasFacts(customer.get());
        boolean secondHalf = facts && needsBoth(visitor) && visitor.factsConfirmed();
        if (facts && needsBoth(visitor) && !secondHalf) {
            return new Answer.NoCode();
        }
        boolean wantsBirthDate = customer.get().dateOfBirth() != null && !secondHalf;
        if (!failures.charge(visitor.customerId())) {
            return new Answer.Locked();
        }
        boolean born = !wantsBirthDate || (dateOfBirth != null && isBorn(customer.get(), dateOfBirth));
        var check = codes.check(visitor, code);
        if (check == CodeStore.Check.NONE) {
            failures.giveBack(visitor.customerId());
            return new Answer.NoCode();
        }
        if (check == CodeStore.Check.WRONG || !born) {
            return failed(visitor, "code");
        }
        codes.use(visitor);
        failures.giveBack(visitor.customerId());
        return proved(visitor, secondHalf ? "facts+code" : wantsBirthDate ? "link+code+dob" : "link+code");
    }

    private Answer proved(Visitor visitor, String method) {
        // the case hears it first: a session must not be proven of which the evidence knows nothing. That the case has
        // moved on
        // (finished, a second click) does not make the person less proven
        cases.apply(visitor.caseId(), new Input.IdentityProved(Level.RIGHT_PARTY, method), CUSTOMER);
        return new Answer.Proved(sessions.verified(visitor));
    }

    private Answer failed(Visitor visitor, String method) {
        cases.apply(visitor.caseId(), new Input.IdentityFailed(method), CUSTOMER);
        return failures.exhausted(visitor.customerId()) ? new Answer.Locked() : new Answer.Wrong();
    }

    private static boolean needsBoth(Visitor visitor) {
        return visitor.channel() == Channel.EMAIL;
    }

    private static boolean hasFacts(Customer customer) {
        return customer.dateOfBirth() != null && customer.postalCode() != null;
    }

    private static boolean isBorn(Customer customer, LocalDate given) {
        return Secrets.same(Objects.toString(customer.dateOfBirth()), given.toString());
    }

    private static boolean livesAt(Customer customer, String given) {
        return Secrets.same(postal(Optional.ofNullable(customer.postalCode()).orElse("")), postal(given));
    }

    /// `75024-1234` and `75024` are one place; case and spaces do not matter.
    private static String postal(String code) {
        var plain = code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return plain.matches("[0-9]{9}") ? plain.substring(0, 5) : plain;
    }
}
