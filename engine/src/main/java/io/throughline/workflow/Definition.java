package io.throughline.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A workflow as operations wrote it and compliance signed it: checked, immutable, named by the hash of its
/// content.
///
/// @param version SHA-256 over the definition, its messages, its disclosures and the system catalogues it uses
/// @param person where a customer who asks for a person goes (an exception)
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
        String version) {

    /// The answers of the Resolution Map.
    ///
    /// @param success outcomes that count as resolved, three at most
    /// @param closed outcomes that end a case without resolving it (wrong party, no answer)
    /// @param proof for each outcome, the `system.operation` whose receipt proves it
    public record Resolution(
            String trigger,
            List<String> success,
            List<String> closed,
            String identity,
            List<String> policies,
            Map<String, String> proof) {}

    /// A record that must be at hand before anybody speaks.
    ///
    /// @param key dotted fact that holds the record's key
    /// @param freshFor how old the facts may be when a step uses them
    /// @param missing exception for when they cannot be had
    public record DataSource(String name, String system, String read, String key, Duration freshFor, String missing) {}

    /// One attempt to reach the customer, `after` the one before.
    public record Touch(String channel, String message, Duration after) {}

    /// Where the case goes when all touches are out and nobody came.
    public record Unanswered(Duration after, String then) {}

    /// An exception, designed before launch: where it goes, with what, by when.
    public record ExceptionRoute(String name, String queue, List<String> carry, Duration within, String priority) {}

    /// Approved words for a channel; `{name}` stands for a value.
    public record Message(
            String name,
            String channel,
            String language,
            @Nullable String subject,
            String text) {}

    /// Required words, versioned; the version shown is evidence.
    public record Disclosure(String name, String version, String language, String title, String text) {}

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
