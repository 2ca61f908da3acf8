package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Consents.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.records.Portfolio;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
            consents.stopPerson(customerId, now);
            for (var endpoint : endpoints) {
                consents.lockEndpoint(endpoint);
                consents.stopEndpoint(endpoint, now);
                consents.record(Kind.NOT_MEANT, customerId, endpoint, null, now);
            }
        });
    }

    /// Stops an address, and with `all` every address of the people behind it.
    void stop(Endpoint endpoint, boolean all, @Nullable String contactId, Instant now) {
        var people = people(endpoint);
        insistently(() -> {
            people.forEach(consents::lockPerson);
            var before = consents.lockEndpoint(endpoint);
            consents.stopEndpoint(endpoint, now);
            if (all) {
                people.forEach(person -> consents.stopPerson(person, now));
            }
            if (before.stoppedAt() == null || all) {
                consents.record(
                        all ? Kind.STOP_ALL : Kind.STOP,
                        people.isEmpty() ? null : people.getFirst(),
                        endpoint,
                        contactId,
                        now);
            }
        });
    }

    /// Claims come in batches that lock many people; where one and a stop wait for each other, the
    /// database ends one of
    /// them, and a stop does not give in.
    private void insistently(Runnable change) {
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
    void resume(Endpoint endpoint, @Nullable String contactId, Instant now) {
        var people = people(endpoint);
        people.forEach(consents::lockPerson);
        consents.lockEndpoint(endpoint);
        consents.resumeEndpoint(endpoint, now);
        consents.record(Kind.START, people.isEmpty() ? null : people.getFirst(), endpoint, contactId, now);
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
