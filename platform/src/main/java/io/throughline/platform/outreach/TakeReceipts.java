package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.channels.Inbound.SmsReceipt;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.Receipts.Reported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps what became of our messages: many receipts in a few statements and one commit. Any of them may come twice.
final class TakeReceipts {
    private static final Set<String> NOT_DELIVERED = Set.of("UNDELIV", "EXPIRED", "REJECTD", "DELETED");

    private final Contacts contacts;
    private final Receipts receipts;
    private final Consents consents;
    private final TransactionTemplate transactions;

    TakeReceipts(Contacts contacts, Receipts receipts, Consents consents, TransactionTemplate transactions) {
        this.contacts = contacts;
        this.receipts = receipts;
        this.consents = consents;
        this.transactions = transactions;
    }

    /// Finds the messages of receipts and keeps those that are about one.
    ///
    /// @return what was kept, with the messages as they were before
    List<Reported> take(List<SmsReceipt> told) {
        var found = receipts.findAll(told.stream()
                .map(one -> new Receipts.Told(
                        new Endpoint(Channel.SMS, CaseContacts.normal(Channel.SMS, one.number())),
                        one.reference(),
                        one.carrierId()))
                .toList());
        var reported = new ArrayList<Reported>();
        for (int i = 0; i < told.size(); i++) {
            var one = told.get(i);
            found.get(i)
                    .map(contact ->
                            new Reported(contact, one.carrierId(), one.state().toUpperCase(Locale.ROOT), one.at()))
                    .ifPresent(reported::add);
        }
        keep(reported);
        return reported;
    }

    /// Keeps them in one commit, under the locks of their addresses.
    void keep(List<Reported> all) {
        if (all.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            consents.lockEndpoints(all.stream()
                    .map(one -> one.contact().endpoint())
                    .distinct()
                    .sorted()
                    .toList());
            settle(all);
        });
    }

    /// Those of whole messages together; those of parts, and further ones of a message, one after the other.
    private void settle(List<Reported> all) {
        var messages = new HashSet<String>();
        var whole = new ArrayList<Reported>();
        var rest = new ArrayList<Reported>();
        for (var one : all) {
            boolean isFirst = messages.add(one.contact().id());
            (isFirst && one.contact().parts() < 2 ? whole : rest).add(one);
        }
        receipts.takeAll(whole, TakeReceipts::settled);
        for (var one : rest) {
            int parts = receipts.take(one);
            var state = settled(one);
            if (state != null
                    && (state != State.DELIVERED || parts >= one.contact().parts())) {
                contacts.settle(one.contact().id(), state, state == State.DELIVERED ? null : one.state(), one.at());
            }
        }
    }

    private static @Nullable State settled(Reported one) {
        return one.state().equals("DELIVRD")
                ? State.DELIVERED
                : NOT_DELIVERED.contains(one.state()) ? State.UNDELIVERABLE : null;
    }
}
