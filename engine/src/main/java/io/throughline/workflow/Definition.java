package io.throughline.workflow;

import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A workflow as operations wrote it and compliance signed it: checked, immutable, named by the hash of its
/// content.
///
/// @param version SHA-256 over the definition, its messages, its disclosures and the system catalogues it uses
/// @param person where a customer who asks for a person goes (an exception)
/// @param authorities what not everybody may decide
/// @param facts every fact that the definition knows, with its type
/// @param migrations how cases of older versions may be moved to this one
/// @param translations its own words in other languages, by language
public record Definition(
        String name,
        String title,
        String purpose,
        List<String> jurisdictions,
        String owner,
        String brand,
        String phone,
        Resolution resolution,
        SequencedMap<String, DataSource> data,
        List<Touch> outreach,
        @Nullable Unanswered unanswered,
        SequencedMap<String, Step> steps,
        SequencedMap<String, ExceptionRoute> exceptions,
        @Nullable String person,
        Map<String, Message> messages,
        Map<String, Disclosure> disclosures,
        SequencedMap<String, Authority> authorities,
        Map<String, FactType> facts,
        List<Migration> migrations,
        Map<String, Translation> translations,
        String version) {

    /// A definition without authorities and migrations, in one language.
    public Definition(
            String name,
            String title,
            String purpose,
            List<String> jurisdictions,
            String owner,
            String brand,
            String phone,
            Resolution resolution,
            SequencedMap<String, DataSource> data,
            List<Touch> outreach,
            @Nullable Unanswered unanswered,
            SequencedMap<String, Step> steps,
            SequencedMap<String, ExceptionRoute> exceptions,
            @Nullable String person,
            Map<String, Message> messages,
            Map<String, Disclosure> disclosures,
            String version) {
        this(
                name,
                title,
                purpose,
                jurisdictions,
                owner,
                brand,
                phone,
                resolution,
                data,
                outreach,
                unanswered,
                steps,
                exceptions,
                person,
                messages,
                disclosures,
                new LinkedHashMap<>(),
                Map.of(),
                List.of(),
                Map.of(),
                version);
    }

    /// The words of a definition in another language, by the words as they are written there. What
    /// has no translation is said as it is.
    public record Translation(Map<String, Template> words) {
        public Translation {
            words = Map.copyOf(words);
        }
    }

    /// A template in a language, or as it is.
    public Template say(Template template, String language) {
        var translation = translations.get(language);
        return translation == null ? template : translation.words().getOrDefault(template.source(), template);
    }

    /// Fixed words in a language, or as they are.
    public String say(String words, String language) {
        var translation = translations.get(language);
        var found = translation == null ? null : translation.words().get(words);
        return found == null ? words : found.source();
    }

    /// What decides which words are said: the keys of [Audience].
    ///
    /// @param language a tag such as `es-MX`
    public Map<String, String> situation(CaseState state, String language, String channel) {
        return Map.of(
                "language",
                language(language),
                "channel",
                channel,
                "purpose",
                purpose,
                "jurisdiction",
                state.fact("customer.jurisdiction")
                        .map(Object::toString)
                        .orElseGet(() -> jurisdictions.isEmpty() ? "" : jurisdictions.getFirst()),
                "account",
                state.fact("account.state").map(Object::toString).orElse(""));
    }

    /// The two letters of a language tag.
    public static String language(String tag) {
        return tag.length() < 2 ? "en" : tag.substring(0, 2).toLowerCase(Locale.ROOT);
    }

    /// The answers of the Resolution Map.
    ///
    /// @param success outcomes that count as resolved, three at most
    /// @param closed outcomes that end a case without resolving it (wrong party, no answer)
    /// @param identity level that must be proven before anything about the account is said
    /// @param proof for each outcome, the `system.operation` whose receipt proves it
    /// @param identityLives how long a proof of identity is carried, over all channels, without being asked again
    public record Resolution(
            String trigger,
            List<String> success,
            List<String> closed,
            String identity,
            List<String> policies,
            Map<String, String> proof,
            Duration identityLives) {

        /// With the house's lifetime of a proof.
        public Resolution(
                String trigger,
                List<String> success,
                List<String> closed,
                String identity,
                List<String> policies,
                Map<String, String> proof) {
            this(trigger, success, closed, identity, policies, proof, Identity.LIFETIME);
        }
    }

    /// A record that must be at hand before anybody speaks.
    ///
    /// @param key dotted fact that holds the record's key
    /// @param freshFor how old the facts may be when a step uses them
    /// @param missing step or exception for when there are none to be had
    /// @param stale step or exception for when they can no longer be read and those at hand are too old
    public record DataSource(
            String name, String system, String read, String key, Duration freshFor, String missing, String stale) {}

    /// One attempt to reach the customer, `after` the one before.
    public record Touch(String channel, String message, Duration after) {}

    /// Where the case goes when all touches are out and nobody came.
    public record Unanswered(Duration after, String then) {}

    /// An exception, designed before launch: where it goes, with what, by when.
    public record ExceptionRoute(String name, String queue, List<String> carry, Duration within, String priority) {}

    /// Approved words for a channel; `{name}` stands for a value.
    ///
    /// @param audience for whom they are
    /// @param variants the same in other words for some people
    public record Message(
            String name,
            String channel,
            String language,
            @Nullable String subject,
            String text,
            Audience audience,
            List<Message> variants) {
        public Message {
            variants = List.copyOf(variants);
        }

        /// Words for everybody.
        public Message(String name, String channel, String language, @Nullable String subject, String text) {
            this(name, channel, language, subject, text, Audience.ALL, List.of());
        }

        /// The words for a situation, see [Audience].
        public Message in(Map<String, String> situation) {
            return Variants.choose(this, variants, Message::audience, situation);
        }

        /// These words and every variant.
        public List<Message> all() {
            return Variants.all(this, variants);
        }
    }

    /// Required words, versioned; the version shown is evidence.
    ///
    /// @param audience for whom they are
    /// @param variants the same in other words for some people
    public record Disclosure(
            String name,
            String version,
            String language,
            String title,
            String text,
            Audience audience,
            List<Disclosure> variants) {
        public Disclosure {
            variants = List.copyOf(variants);
        }

        /// Words for everybody.
        public Disclosure(String name, String version, String language, String title, String text) {
            this(name, version, language, title, text, Audience.ALL, List.of());
        }

        /// The words for a situation, see [Audience].
        public Disclosure in(Map<String, String> situation) {
            return Variants.choose(this, variants, Disclosure::audience, situation);
        }

        /// These words and every variant.
        public List<Disclosure> all() {
            return Variants.all(this, variants);
        }
    }

    /// The level of identity that a step needs before it says or takes anything. Work at a desk needs none unless it
    /// says so.
    public Identity.Level levelOf(Step step) {
        var own = step.common().level();
        if (own != null) {
            return own;
        }
        return step.isDeskWork()
                ? Identity.Level.NONE
                : Identity.Level.of(resolution.identity()).orElse(Identity.Level.RIGHT_PARTY);
    }

    /// Every queue that work of this workflow can wait in.
    public Set<String> queues() {
        var queues = new TreeSet<String>();
        exceptions.values().forEach(route -> queues.add(route.queue()));
        authorities.values().forEach(authority -> add(queues, authority.assignment()));
        for (var step : steps.values()) {
            if (step.common().desk() != null) {
                add(queues, step.common().desk());
            }
            switch (step) {
                case Step.Check check -> add(queues, check.assignment());
                case Step.Assign assign -> add(queues, assign.assignment());
                default -> {
                    // no queue of its own
                }
            }
        }
        return queues;
    }

    private static void add(Set<String> queues, Assignment assignment) {
        queues.add(assignment.queue());
        if (assignment.escalateTo() != null) {
            queues.add(assignment.escalateTo());
        }
    }

    /// The first step: where a case begins once its facts are at hand.
    public Step first() {
        return steps.firstEntry().getValue();
    }

    /// The step of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Step step(String name) {
        var step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("workflow " + this.name + " has no step " + name);
        }
        return step;
    }
}
