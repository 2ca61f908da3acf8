package io.throughline.platform.outreach;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What follows from words that were heeded: a stop is confirmed once, a call for help answered, and the cases of the
/// person learn that outreach ends. Everything may come twice.
@Component
class AnswerReply {
    /// What ends a case's own messages whatever channel they go by.
    private static final Set<Label> ENDS_OUTREACH = EnumSet.of(
            Label.STOP_ALL,
            Label.ATTORNEY,
            Label.CEASE_DEBT,
            Label.DECEASED,
            Label.BANKRUPTCY,
            Label.WRONG_NUMBER,
            Label.ONLY_MAIL);

    private final StopContacts stops;
    private final Consents consents;
    private final Contacts contacts;
    private final CaseContacts caseContacts;
    private final SendNotice notices;
    private final Gateways gateways;
    private final Languages languages;
    private final ObjectProvider<Cases> cases;
    private final TransactionTemplate transactions;
    private final InstantSource time;
    private final OutreachSettings settings;

    AnswerReply(
            StopContacts stops,
            Consents consents,
            Contacts contacts,
            CaseContacts caseContacts,
            SendNotice notices,
            Gateways gateways,
            Languages languages,
            ObjectProvider<Cases> cases,
            TransactionTemplate transactions,
            InstantSource time,
            OutreachSettings settings) {
        this.stops = stops;
        this.consents = consents;
        this.contacts = contacts;
        this.caseContacts = caseContacts;
        this.notices = notices;
        this.gateways = gateways;
        this.languages = languages;
        this.cases = cases;
        this.transactions = transactions;
        this.time = time;
        this.settings = settings;
    }

    /// @param isNew whether the words were not there before
    void answer(Endpoint from, List<String> people, Optional<Contact> about, Reading read, boolean isNew) {
        var customer = people.isEmpty() ? null : people.getFirst();
        if (isNew) {
            gateways.count(from.channel(), "in", read.meaning().name().toLowerCase(Locale.ROOT));
        }
        // Whoever is not the person we look for gets no further message, not even a confirmation.
        boolean isStranger = read.labels().contains(Label.WRONG_NUMBER);
        switch (read.meaning()) {
            case STOP, STOP_ALL -> {
                if (!isStranger) {
                    confirm(from, about, customer, read.language());
                }
            }
            case HELP -> help(from, about, customer, read.language());
            case START, OTHER -> {}
        }
        tellCases(Channel.valueOf(from.channel().name()), people, read);
    }

    /// Once, and only while the stop is fresh. Whether it was confirmed is asked under the lock.
    private void confirm(
            Endpoint endpoint, Optional<Contact> about, @Nullable String customer, Optional<String> written) {
        var now = time.instant();
        var standing = transactions.execute(_ -> {
            if (customer != null) {
                consents.lockPerson(customer);
            }
            consents.lockEndpoint(endpoint);
            return stops.standing(endpoint);
        });
        var stoppedAt = standing == null ? null : standing.stoppedAt();
        if (stoppedAt == null || now.isAfter(stoppedAt.plus(settings.confirmWithin()))) {
            return;
        }
        var brand = brand(about);
        var language = written.orElseGet(() -> languages.of(customer));
        var contact = notice("confirm:", endpoint, customer, stoppedAt, Purpose.OPT_OUT_CONFIRMATION, now);
        var words = Words.stopped(brand, endpoint.channel(), language);
        notices.send(
                contact,
                new Rendered(brand, brand, words, language),
                () -> consents.add(
                        ConsentEvent.ofMessage(Kind.CONFIRMED, customer, endpoint, words, contact.id(), now, now)));
    }

    /// Brand and telephone, once a day to an address.
    private void help(Endpoint endpoint, Optional<Contact> about, @Nullable String customer, Optional<String> written) {
        var now = time.instant();
        boolean first = Boolean.TRUE.equals(transactions.execute(_ -> {
            var helpedAt = consents.lockEndpoint(endpoint);
            boolean due = helpedAt.isEmpty() || helpedAt.get().isBefore(now.minus(Duration.ofDays(1)));
            if (due) {
                consents.helped(endpoint, now);
            }
            return due;
        }));
        if (first) {
            var brand = brand(about);
            var language = written.orElseGet(() -> languages.of(customer));
            var phone = caseOf(about)
                    .map(state -> caseContacts.definition(state).phone())
                    .orElse(settings.phone());
            notices.send(
                    notice("help:", endpoint, customer, now, Purpose.REQUESTED, now),
                    new Rendered(brand, brand, Words.help(brand, phone, language), language),
                    () -> {});
        }
    }

    private static Contact notice(
            String kind, Endpoint endpoint, @Nullable String customer, Instant about, Purpose purpose, Instant now) {
        var key = kind + endpoint.channel() + ":" + endpoint.address() + ":" + about.toEpochMilli();
        return Contact.claimed(
                key, null, customer, endpoint, purpose, Contact.About.NOTHING, kind.replace(":", ""), now);
    }

    /// Every case of theirs that writes to them ends its outreach. A case that is told twice refuses
    /// the second.
    void tellCases(Channel by, List<String> people, Reading read) {
        boolean ends =
                read.meaning() == ReplyMeaning.STOP || read.labels().stream().anyMatch(ENDS_OUTREACH::contains);
        if (!ends) {
            return;
        }
        var channel = by == Channel.CALL ? By.Channel.VOICE : By.Channel.valueOf(by.name());
        var said = read.meaning() == ReplyMeaning.OTHER
                ? Label.write(read.labels())
                : read.meaning().name();
        var all = cases.getObject();
        for (var caseId : contacts.casesOf(people)) {
            var state = all.find(caseId);
            if (state.isPresent()
                    && !state.get().outreachStopped()
                    && state.get().status() != CaseState.Status.FINISHED) {
                all.apply(caseId, new Input.OptedOut(channel, said), By.customer(channel));
            }
        }
    }

    private String brand(Optional<Contact> about) {
        return caseOf(about)
                .map(state -> caseContacts.definition(state).brand())
                .orElse(settings.brand());
    }

    private Optional<CaseState> caseOf(Optional<Contact> about) {
        return about.map(Contact::caseId).flatMap(id -> cases.getObject().find(id));
    }
}
