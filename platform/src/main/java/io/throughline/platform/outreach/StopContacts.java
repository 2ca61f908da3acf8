package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.records.Portfolio;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Ends contact, at once: when a call returns, nothing is claimed any more that it covers.
@Component
class StopContacts implements OptOuts {
    private static final int MOST_ATTEMPTS = 5;

    private final Consents consents;
    private final Contacts contacts;
    private final Portfolio portfolio;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    StopContacts(
            Consents consents,
            Contacts contacts,
            Portfolio portfolio,
            TransactionTemplate transactions,
            InstantSource time) {
        this.consents = consents;
        this.contacts = contacts;
        this.portfolio = portfolio;
        this.transactions = transactions;
        this.time = time;
    }

    /// The address is not this customer's, and how else we may reach them is for a person to find out.
    @Override
    public void notMeant(String caseId, String customerId, Channel channel) {
        var now = time.instant();
        var endpoints = contacts.endpointsOf(caseId, channel);
        insistently(() -> {
            consents.lockPerson(customerId);
            for (var endpoint : endpoints) {
                consents.lockEndpoint(endpoint);
                consents.add(ConsentEvent.ofMessage(Kind.NOT_MEANT, customerId, endpoint, null, null, now, now));
            }
            if (endpoints.isEmpty()) {
                consents.add(new ConsentEvent(
                        now,
                        now,
                        Kind.NOT_MEANT,
                        customerId,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "page",
                        "throughline",
                        null));
            }
        });
    }

    /// Stops an address, and with `all` every address of the people behind it. A second stop changes nothing; the
    /// first one's instant counts.
    ///
    /// @param words what they wrote
    /// @param at when they wrote it
    void stop(Endpoint endpoint, boolean all, @Nullable String words, @Nullable String contactId, Instant at) {
        var people = people(endpoint);
        var now = time.instant();
        insistently(() -> {
            people.forEach(consents::lockPerson);
            consents.lockEndpoint(endpoint);
            if (all) {
                everyone(people)
                        .forEach(person -> consents.add(
                                ConsentEvent.ofMessage(Kind.STOP_ALL, person, endpoint, words, contactId, at, now)));
            } else if (!standing(endpoint).isStopped()) {
                consents.add(ConsentEvent.ofMessage(Kind.STOP, first(people), endpoint, words, contactId, at, now));
            }
        });
    }

    /// How the address itself stands, whoever is behind it. Call with it locked.
    Consent standing(Endpoint endpoint) {
        return Consent.of(consents.events(null, endpoint), null, endpoint, null);
    }

    /// Writes what somebody told us otherwise than by a message, such as on the telephone, in the same way: when this
    /// returns, nothing is claimed any more that it forbids.
    void record(ConsentEvent event) {
        insistently(() -> {
            if (event.person() != null) {
                consents.lockPerson(event.person());
            }
            endpoint(event).ifPresent(consents::lockEndpoint);
            consents.add(event);
        });
    }

    private static Optional<Endpoint> endpoint(ConsentEvent event) {
        if (event.address() == null || event.medium() == null) {
            return Optional.empty();
        }
        return switch (event.medium()) {
            case SMS -> Optional.of(new Endpoint(Channel.SMS, event.address()));
            case EMAIL -> Optional.of(new Endpoint(Channel.EMAIL, event.address()));
            case VOICE, VOICE_AUTO, LETTER, CHAT -> Optional.empty();
        };
    }

    private static List<@Nullable String> everyone(List<String> people) {
        var everyone = new ArrayList<@Nullable String>(people);
        if (everyone.isEmpty()) {
            everyone.add(null);
        }
        return everyone;
    }

    private static @Nullable String first(List<String> people) {
        return people.isEmpty() ? null : people.getFirst();
    }

    /// Claims come in batches that lock many people; where one and a stop wait for each other, the
    /// database ends one of them, and a stop does not give in.
    void insistently(Runnable change) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.executeWithoutResult(_ -> change.run());
                return;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// Takes an address up again.
    void resume(Endpoint endpoint, @Nullable String words, @Nullable String contactId, Instant at) {
        var people = people(endpoint);
        people.forEach(consents::lockPerson);
        consents.lockEndpoint(endpoint);
        consents.add(ConsentEvent.ofMessage(Kind.START, first(people), endpoint, words, contactId, at, time.instant()));
    }

    /// Everybody an address may belong to, in the order in which they are locked.
    List<String> people(Endpoint endpoint) {
        var people = new TreeSet<>(contacts.customersAt(endpoint));
        if (endpoint.channel() == Channel.SMS) {
            portfolio.customerByPhone(endpoint.address()).ifPresent(customer -> people.add(customer.id()));
        }
        return List.copyOf(people);
    }
}
