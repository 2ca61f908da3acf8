package io.throughline.policy;

import io.throughline.engine.By.Channel;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackSignature;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.Situation;
import io.throughline.policy.pack.Situations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The policy packs, asked about the messages that the product sends by itself. Pure, and safe for many threads.
public final class ContactLaw {
    /// The packs without which nothing is sent, by the fact model.
    private static final String REQUIRED = "required_packs";

    private static final List<String> ACTORS = List.of("TPC", "1P", "CE");
    private static final String LISTS = "acts_as_";

    private final Policy policy;
    private final Situations situations;
    private final List<String> missing;
    private final String version;

    public ContactLaw(Policy policy) {
        this.policy = policy;
        this.situations = new Situations(policy);
        var loaded = policy.packs().stream().map(Pack::id).toList();
        this.missing = situations.list(REQUIRED).stream()
                .filter(id -> !loaded.contains(id))
                .toList();
        this.version = PackSignature.sha256(String.join("\n", versions()));
    }

    public Policy policy() {
        return policy;
    }

    /// The packs as `id version sha256`.
    public List<String> versions() {
        return policy.packs().stream()
                .map(pack -> pack.id() + " " + pack.version() + " " + pack.sha256())
                .toList();
    }

    /// The hash of all packs together: what a decision was made by.
    public String version() {
        return version;
    }

    /// Packs that must be there and are not; nothing is permitted then.
    public List<String> missing() {
        return missing;
    }

    /// Facts by which accounts and persons are described: the group `account`.
    public Situations situations() {
        return situations;
    }

    /// As whom we act for a purpose; empty if the fact model gives the purpose to nobody.
    public Optional<Role> role(String subject) {
        return ACTORS.stream()
                .filter(actor -> situations.list(LISTS + actor).contains(subject))
                .findFirst()
                .map(actor -> new Role(actor, situations.list("collects").contains(subject)));
    }

    /// Every purpose that some actor has.
    public List<String> purposes() {
        return ACTORS.stream()
                .flatMap(actor -> situations.list(LISTS + actor).stream())
                .toList();
    }

    /// Whether a message on that matter says that it comes from a debt collector, and how to stop (regf.mini-miranda,
    /// regf.opt-out-notice). Who sends it adds the words; the packs are told that they are there.
    public boolean saysCollector(String subject) {
        return role(subject).filter(role -> role.actor().equals("TPC")).isPresent();
    }

    /// What the packs say now.
    public ContactRuling ask(ContactFacts facts, Instant at) {
        var before = before(facts);
        return before.isPresent() ? before.get() : ruling(policy.decide(situation(facts, at)));
    }

    /// What is missing to ask the packs at all.
    private Optional<ContactRuling> before(ContactFacts facts) {
        if (!missing.isEmpty()) {
            return Optional.of(unavailable("the policy pack " + String.join(", ", missing) + " is not loaded"));
        }
        if (facts.endpoint().isEmpty()) {
            return Optional.of(refused("NO_ADDRESS", "there is no address that may be used on this channel"));
        }
        if (facts.action().purpose() == Purpose.OPT_OUT_CONFIRMATION && !isStopUnconfirmed(facts)) {
            return Optional.of(refused("NOTHING_TO_CONFIRM", "there is no opt-out left to confirm"));
        }
        if (!facts.subject().isEmpty() && role(facts.subject()).isEmpty()) {
            return Optional.of(missingFact("as whom we act for the purpose " + facts.subject()));
        }
        return jurisdiction(facts).isEmpty() ? Optional.of(missingFact("the jurisdiction")) : Optional.empty();
    }

    private static boolean isStopUnconfirmed(ContactFacts facts) {
        return facts.consent().get(facts.action().channel().word()) instanceof Map<?, ?> permission
                && permission.containsKey("revoked")
                && facts.history().stream().noneMatch(ContactLaw::confirms);
    }

    private static boolean confirms(Earlier earlier) {
        return earlier.purpose().equals("opt_out_confirmation");
    }

    /// The answer where no pack can be asked.
    public static ContactRuling unavailable(String why) {
        return refused("ENGINE_UNAVAILABLE", why + ", and without it the answer is no [engine.fail-closed; house]");
    }

    private static ContactRuling missingFact(String what) {
        return refused(
                "FACT_MISSING", what + " is not known, and without it the answer is no [engine.fail-closed; house]");
    }

    private static ContactRuling refused(String reason, String sentence) {
        return new ContactRuling(new Verdict.Deny(reason, sentence), reason, sentence, "", "", Optional.empty());
    }

    private ContactRuling ruling(Decision decision) {
        var rule = policy.find(decision.rule());
        var sentence = new ContactSentence(policy).of(decision);
        var reason = decision.reason();
        var verdict = switch (decision.verdict()) {
            case Decision.Verdict.Allow() -> new Verdict.Allow();
            case Decision.Verdict.NotBefore(var instant) -> new Verdict.NotBefore(instant, reason, sentence);
            case Decision.Verdict.Require(var obligations) ->
                new Verdict.Require(String.join(", ", obligations), reason, sentence);
            case Decision.Verdict.Deny() -> new Verdict.Deny(reason, sentence);
        };
        return new ContactRuling(
                verdict,
                reason,
                sentence,
                decision.rule(),
                rule.map(one -> one.cite()).orElse(""),
                Optional.of(decision));
    }

    /// The same question in the words of the fact model.
    public Situation situation(ContactFacts facts, Instant at) {
        var place = facts.place();
        return situations.of(
                new Situations.Who(
                        jurisdiction(facts).orElse(""),
                        facts.subject(),
                        actor(facts),
                        facts.action().channel().word(),
                        "send_message",
                        place.state(),
                        place.zip(),
                        place.number()),
                at,
                history(facts, at),
                facts.consent(),
                facts.account(),
                action(facts));
    }

    /// What says nothing of a debt is no communication about one (12 CFR 1006.2(d)): it is our own message.
    private String actor(ContactFacts facts) {
        var actor = role(facts.subject()).map(Role::actor).orElse("1P");
        return jurisdiction(facts).orElse("").equals("US") ? actor : "UKF";
    }

    /// `US`, `UK` or `EU`; empty if the workflow has none, or one that no pack is for.
    private Optional<String> jurisdiction(ContactFacts facts) {
        var known = facts.jurisdictions().stream()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .map(code -> code.startsWith("GB") ? "UK" : code.substring(0, Math.min(2, code.length())))
                .filter(situations.list("jurisdictions")::contains)
                .distinct()
                .toList();
        return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }

    /// Who asks on the page for a message wants it now, and on that channel: that is written to us as a text is.
    private static List<Map<String, Object>> history(ContactFacts facts, Instant at) {
        var contacts = new ArrayList<Map<String, Object>>();
        facts.history().forEach(earlier -> contacts.add(earlier.facts()));
        if (facts.action().purpose() == Purpose.REQUESTED) {
            contacts.add(Earlier.came(facts.action().channel(), at, null).facts());
        }
        return contacts;
    }

    private Map<String, Object> action(ContactFacts facts) {
        var action = new LinkedHashMap<String, Object>();
        action.put("kind", kind(facts.action().purpose()));
        action.put("purpose", purpose(facts));
        action.put("endpoint", facts.endpoint());
        action.put("conversation_language", facts.language());
        action.put("content", content(facts));
        if (!facts.subject().isEmpty()) {
            action.put("subject", facts.subject());
        }
        if (!facts.debt().isEmpty()) {
            action.put("debts", List.of(facts.debt()));
        }
        return action;
    }

    private static String kind(Purpose purpose) {
        return switch (purpose) {
            case OUTREACH -> "outreach";
            case RECEIPT -> "receipt";
            case REQUESTED -> "requested";
            case OPT_OUT_CONFIRMATION -> "confirmation";
        };
    }

    private String purpose(ContactFacts facts) {
        return switch (facts.action().purpose()) {
            case OUTREACH -> role(facts.subject()).filter(Role::isCollecting).isPresent() ? "" : "service";
            case RECEIPT -> "reply";
            case REQUESTED -> "requested";
            case OPT_OUT_CONFIRMATION -> "opt_out_confirmation";
        };
    }

    private List<String> content(ContactFacts facts) {
        if (facts.action().purpose() == Purpose.OPT_OUT_CONFIRMATION) {
            return List.of("confirmation", "brand");
        }
        var content = new ArrayList<String>();
        content.add("identity");
        content.addAll(facts.content());
        if (saysCollector(facts.subject())) {
            content.add("opt_out");
            content.add("mini_miranda_initial:" + facts.language());
        }
        return content;
    }

    /// The word of a purpose in the history of contacts; empty: nobody asked for it.
    public static String purposeInHistory(Purpose purpose) {
        return switch (purpose) {
            case OUTREACH -> "";
            case RECEIPT -> "reply";
            case REQUESTED -> "requested";
            case OPT_OUT_CONFIRMATION -> "opt_out_confirmation";
        };
    }

    /// Channels on which the product writes by itself.
    public static List<Channel> channels() {
        return List.of(Channel.SMS, Channel.EMAIL);
    }
}
