package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.About;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Account;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.Verdict;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What policy would say of a workflow's first message to somebody. Nothing is sent and nothing kept.
@Component
public class ContactPreview {
    private final ContactPermits permits;
    private final Portfolio portfolio;

    ContactPreview(ContactPermits permits, Portfolio portfolio) {
        this.permits = permits;
        this.portfolio = portfolio;
    }

    /// Call inside a transaction that is rolled back: asking locks the person as a claim does.
    ///
    /// @return empty if the workflow sends no message by itself
    public Optional<Verdict> first(Definition definition, Account account, Instant at) {
        return definition.outreach().stream().findFirst().map(touch -> {
            var channel = touch.channel().equals("email") ? Channel.EMAIL : Channel.SMS;
            var customer = portfolio.customer(account.customerId());
            var address = customer.flatMap(someone -> CaseContacts.address(someone, channel))
                    .orElse("");
            var contact = Contact.claimed(
                    "preview:" + definition.name() + ":" + account.id(),
                    null,
                    account.customerId(),
                    new Endpoint(channel, address),
                    Purpose.OUTREACH,
                    new About(account.id(), definition.purpose()),
                    touch.message(),
                    at);
            return permits.ask(contact, at);
        });
    }
}
