package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.Effect;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.Portfolio;
import io.throughline.platform.records.Portfolio.Customer;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Definition.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What a case's contact is: to whom, where, with which approved words.
@Component
class CaseContacts {
    private final Workflows workflows;
    private final Portfolio portfolio;
    private final Languages languages;
    private final ObjectProvider<ContactLinks> links;
    private final Laws laws;

    CaseContacts(
            Workflows workflows,
            Portfolio portfolio,
            Languages languages,
            ObjectProvider<ContactLinks> links,
            Laws laws) {
        this.laws = laws;
        this.workflows = workflows;
        this.portfolio = portfolio;
        this.languages = languages;
        this.links = links;
    }

    /// The people that some cases are about, and the languages in which they are written to: read together.
    record People(Map<String, Customer> customers, Map<String, String> languages) {}

    People people(List<CaseState> states) {
        var ids = states.stream()
                .map(this::customerId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return new People(portfolio.customers(ids), languages.ofAll(ids));
    }

    /// The contact that an effect asks for. Without an address on the channel the address is empty,
    /// which policy refuses.
    Contact of(Effect.Contact effect, CaseState state, People people, Instant now) {
        var channel = channel(message(effect, state));
        var customer = customerId(state).map(people.customers()::get);
        var address = customer.flatMap(someone -> address(someone, channel)).orElse("");
        return Contact.claimed(
                effect.key(),
                state.id(),
                customer.map(Customer::id).orElse(null),
                new Endpoint(channel, address),
                effect.isOutreach() ? Purpose.OUTREACH : Purpose.RECEIPT,
                about(effect, state, people),
                effect.message(),
                now);
    }

    /// The words, with a link of its own.
    ///
    /// @throws IllegalArgumentException if a value is missing
    Rendered render(Contact contact, Effect.Contact effect, CaseState state, People people) {
        var definition = definition(state);
        var channel = contact.endpoint().channel();
        var message = message(effect, state)
                .in(definition.situation(state, language(contact.customerId(), people), channel.word()));
        var values = new HashMap<>(effect.values());
        values.put("brand", definition.brand());
        values.put("phone", definition.phone());
        values.put("reference", state.reference());
        values.put("optOut", Words.optOut(channel, message.language()));
        if (message.text().contains("{link}")) {
            values.put("link", link(state, contact));
        }
        var subject = Objects.requireNonNullElse(message.subject(), definition.brand());
        return new Rendered(
                definition.brand(),
                Rendered.fill(subject, values),
                disclosed(definition, message, Rendered.fill(message.text(), values), channel),
                message.language());
    }

    /// A collector's message says so, and how to stop (regf.mini-miranda, regf.opt-out-notice); the packs tell who is
    /// one.
    private String disclosed(Definition definition, Message message, String text, Channel channel) {
        if (laws.law().filter(law -> law.saysCollector(definition.purpose())).isEmpty()) {
            return text;
        }
        var between = channel == Channel.SMS ? " " : "\n\n";
        var words = text.stripTrailing() + between + Words.collector(message.language());
        return message.text().contains("{optOut}")
                ? words
                : words + between + Words.optOut(channel, message.language());
    }

    /// What somebody of the house has written for a case, with the words it needs: who it is from, and how to stop.
    String byHand(CaseState state, String text, Channel channel, String language) {
        var between = channel == Channel.SMS ? " " : "\n\n";
        var subject = definition(state).purpose();
        boolean isCollectors =
                laws.law().filter(law -> law.saysCollector(subject)).isPresent();
        return text.stripTrailing()
                + (isCollectors ? between + Words.collector(language) : "")
                + between
                + Words.optOut(channel, language);
    }

    /// What a message is about that somebody of the house writes and that tells how to stop.
    Contact.About aboutByHand(CaseState state, String language) {
        var definition = definition(state);
        return new Contact.About(
                about(state).account(), definition.purpose(), definition.jurisdictions(), language, true);
    }

    /// The definition a case is pinned to.
    Definition definition(CaseState state) {
        return workflows.version(state.workflow(), state.version());
    }

    /// A link to the case's page, for one message.
    String link(CaseState state, Contact contact) {
        return links.getObject()
                .create(
                        state.id(),
                        Objects.requireNonNullElse(contact.customerId(), ""),
                        contact.id(),
                        contact.endpoint().channel());
    }

    static Optional<String> address(Customer customer, Channel channel) {
        return Optional.ofNullable(channel == Channel.SMS ? customer.phone() : customer.email())
                .filter(address -> !address.isBlank())
                .map(address -> normal(channel, address));
    }

    /// One spelling for each address, so that a stop finds it.
    static String normal(Channel channel, String address) {
        if (channel == Channel.EMAIL) {
            return address.strip().toLowerCase(Locale.ROOT);
        }
        var digits = address.replaceAll("[^0-9]", "");
        return digits.length() == 10 ? "+1" + digits : "+" + digits;
    }

    /// What a message is about: the debt, if it is about one, the purpose, and how it will be said.
    Contact.About about(Effect.Contact effect, CaseState state, People people) {
        var definition = definition(state);
        var message = message(effect, state);
        var customer =
                customerId(state).map(people.customers()::get).map(Customer::id).orElse(null);
        var language = message.in(definition.situation(state, language(customer, people), message.channel()))
                .language();
        return new Contact.About(
                about(state).account(),
                definition.purpose(),
                definition.jurisdictions(),
                language,
                message.text().contains("{optOut}"));
    }

    /// The debt a case is about, if it is about one, and its purpose.
    Contact.About about(CaseState state) {
        var account = Stream.of("account.id", "trigger.accountId")
                .map(state::fact)
                .flatMap(Optional::stream)
                .map(Object::toString)
                .findFirst();
        return new Contact.About(account.orElse(null), definition(state).purpose());
    }

    private static String language(@Nullable String customer, People people) {
        return customer == null ? "en" : people.languages().getOrDefault(customer, "en");
    }

    Optional<Customer> customer(CaseState state) {
        return customerId(state).flatMap(portfolio::customer);
    }

    private Optional<String> customerId(CaseState state) {
        return Stream.of("account.customerId", "customer.id", "trigger.customerId")
                .map(state::fact)
                .flatMap(Optional::stream)
                .map(Object::toString)
                .findFirst()
                .or(() -> state.fact("trigger.accountId")
                        .flatMap(account -> portfolio.account(account.toString()))
                        .map(Portfolio.Account::customerId));
    }

    private Message message(Effect.Contact effect, CaseState state) {
        var message = definition(state).messages().get(effect.message());
        if (message == null) {
            throw new IllegalStateException("the definition has no message " + effect.message());
        }
        return message;
    }

    private static Channel channel(Message message) {
        return switch (message.channel().toLowerCase(Locale.ROOT)) {
            case "sms" -> Channel.SMS;
            case "email" -> Channel.EMAIL;
            default -> throw new IllegalStateException("no message goes out by " + message.channel());
        };
    }
}
