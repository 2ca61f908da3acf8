package io.throughline.workflow;

import static io.throughline.workflow.Severity.ERROR;
import static io.throughline.workflow.Severity.WARNING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that the linter knows to be wrong, or unwise, in a definition. A rule with a [Check] runs over the whole
/// definition once it is read; the others are met while reading. Ids are stable: people search for them.
public enum Rule {
    YAML(
            "yaml",
            ERROR,
            "The file cannot be read: it is empty, larger than 512 KiB or not valid YAML.",
            "Correct it at the place named; most often it is an indent, a quote or a bracket."),
    SHAPE(
            "shape",
            ERROR,
            "A value is of another shape than the language has there, or out of its bounds.",
            "Write it as the message says."),
    DURATION(
            "duration",
            ERROR,
            "A time is not written as a number with s, m, h or d, or leaves nobody time to act.",
            "Write it as 30m, 4h or 2d."),
    DUPLICATE_NAME(
            "duplicate-name",
            ERROR,
            "A name stands twice, and only one of the two could count.",
            "Keep one of them, or call the other something else."),
    MISSING("missing", ERROR, "Something is not said that the case will need.", "Add what the message names."),
    RESOLUTION_MAP(
            "resolution-map",
            ERROR,
            "One of the five answers of the Resolution Map is missing: trigger, success, identity, policies, proof.",
            "Answer it before launch; afterwards somebody answers it for you, one case at a time.",
            ResolutionRules::answers),
    UNKNOWN_NAME(
            "unknown-name",
            ERROR,
            "A name leads nowhere: no such step, fact, message, operation, key or word.",
            "Correct it; the nearest valid name is given."),
    UNKNOWN_KIND("unknown-kind", ERROR, "A step is of a kind that the language does not have.", "Use one it has."),
    WRONG_TYPE(
            "wrong-type",
            ERROR,
            "A fact of one type stands where another is needed, such as a date for an amount of money.",
            "Use a fact of the type that is needed."),
    EXPRESSION(
            "expression",
            ERROR,
            "A condition does not hold together: it names or compares what cannot be.",
            "Correct it; it must come to yes or no from facts of the definition."),
    EXPRESSION_UNBOUNDED(
            "expression-unbounded",
            ERROR,
            "A condition could take too long to decide: it loops, nests too deep or is too long.",
            "Say it in a few plain comparisons, or split it over several branches."),
    LAST_BRANCH(
            "last-branch",
            ERROR,
            "The last branch of a decision has a condition, so a case might find no way on.",
            "Leave the last branch's \"when\" out."),
    BRANCH_NEVER_TAKEN(
            "branch-never-taken",
            ERROR,
            "A branch stands after one that always holds, so no case ever takes it.",
            "Put the branch without a condition last.",
            FlowRules::branches),
    SAME_QUEUE(
            "same-queue",
            ERROR,
            "Late work escalates to the queue in which it is already late.",
            "Escalate to a queue that others look after."),
    NEEDS_MISSING_FACTS(
            "needs-missing-facts",
            ERROR,
            "Where a case goes without facts leads to a step that needs the same facts.",
            "Lead to an exception or to a step that does without them.",
            FlowRules::missingFacts),
    UNHANDLED_OUTCOME(
            "unhandled-outcome",
            ERROR,
            "A step can end in a way that leads nowhere; the case would stop there with a customer on it.",
            "Say in \"on\" where the outcome leads.",
            FlowRules::unhandled),
    TIME_OUT_WITHOUT_HANDLER(
            "time-out-without-handler",
            ERROR,
            "A step gives up after a time and does not say what happens then.",
            "Add \"timed-out\" to the step's \"on\"."),
    UNREACHABLE("unreachable", ERROR, "No path leads to a step.", "Remove it or lead to it.", FlowRules::unreachable),
    NO_WAY_OUT(
            "no-way-out",
            ERROR,
            "From a step neither a finish nor a person can be reached; its cases stay open for ever.",
            "Lead one of its outcomes on to a finish or an exception.",
            FlowRules::noWayOut),
    ENDLESS_CIRCLE(
            "endless-circle",
            ERROR,
            "A case can go round in a circle in which nobody answers and no time passes.",
            "Break the circle with a question, a wait or a person.",
            FlowRules::circles),
    UNKNOWN_PURPOSE(
            "unknown-purpose",
            ERROR,
            "No pack knows as whom we act for the workflow's purpose, so none of its messages would ever be sent.",
            "Use a purpose of the fact model, or add it there (packs/facts.yaml, \"acts_as_...\").",
            UseRules::purpose),
    WAITS_FOR_EVER(
            "waits-for-ever",
            WARNING,
            "A customer who never answers keeps a case open for ever: nothing leads on without them.",
            "Give the workflow \"unanswered\", or the step a time-out; lead it past what only the customer can answer.",
            WaitRules::waiting),
    IDENTITY_BEFORE_FACTS(
            "identity-before-facts",
            ERROR,
            "On some path something about the account is said before it is proven who is there.",
            "Put a verify step at the workflow's level before it, on every path.",
            PathRules::identity),
    DISCLOSURE_BEFORE_OFFERS(
            "disclosure-before-offers",
            ERROR,
            "On some path account talk, an offer or a payment comes before the words that the law requires.",
            "Put a disclose step with those words before it, on every path.",
            PathRules::disclosure),
    PROOF_BEFORE_FINISH(
            "proof-before-finish",
            ERROR,
            "A case can be called finished without the receipt that proves it.",
            "Lead every path to the finish through the write whose receipt is the proof.",
            PathRules::proof),
    SET_BEFORE_READ(
            "set-before-read",
            ERROR,
            "A step uses something that some path to it has not brought; the case would stop for a person.",
            "Lead there only from where it is set, or do without it.",
            PathRules::reads),
    WRITE_WITHOUT_EXCEPTION(
            "write-without-exception",
            ERROR,
            "A posting can fail without anybody getting to know: the path goes on as if it had worked.",
            "Lead \"failed\" to an exception, and \"rejected\" to one or to where it is put right.",
            FlowRules::writes),
    MESSAGE_VARIABLE(
            "message-variable",
            ERROR,
            "A message says something that its step does not have, so it could not be sent.",
            "Use a fact that every path to the step has set, or {brand}, {phone}, {reference}, {link} or {optOut}.",
            MessageRules::variables),
    AMBIGUOUS_VARIANT(
            "ambiguous-variant",
            ERROR,
            "Two variants of a message or of required words fit the same person, and neither is the more specific.",
            "Add a variant for those whom both are for, or remove one."),
    REVEALS_ACCOUNT(
            "reveals-account",
            ERROR,
            "An outreach message may be read by anyone who holds the phone, and says something about the case.",
            "Leave it out; the page behind the link says it once identity is proven.",
            MessageRules::outreachTells),
    OPT_OUT_MISSING(
            "opt-out-missing",
            ERROR,
            "A message does not say how to stop further ones, which its channel or purpose requires.",
            "Add {optOut} to its text.",
            MessageRules::optOut),
    LINK_MISSING(
            "link-missing",
            ERROR,
            "An outreach message has no link, so whoever reads it cannot act.",
            "Add {link} to its text.",
            MessageRules::link),
    WRONG_CHANNEL(
            "wrong-channel",
            ERROR,
            "A touch goes out on a channel for which its message was not written.",
            "Use a message of that channel.",
            MessageRules::channel),
    MIGRATION_STEP(
            "migration-step",
            ERROR,
            "A case can be parked where the newer version has no place for it.",
            "Say in the migration's \"steps\" on which step or exception it goes on.",
            MigrationRules::steps),
    MIGRATION_PROOF(
            "migration-proof",
            ERROR,
            "A case would be moved past identity, required words, an approval or a receipt that it does not have.",
            "Lead it to a step before that proof, or to an exception.",
            MigrationRules::proofs),
    MIGRATION_FACTS(
            "migration-facts",
            ERROR,
            "A case would be moved to where something is used that it does not bring; it would stop for a person.",
            "Say in the migration's \"facts\" what it is called now, or lead the case to where it is asked.",
            MigrationRules::facts),
    TOO_MANY_SUCCESSES(
            "too-many-successes",
            WARNING,
            "More than three ways to succeed: nobody can say in a sentence what the workflow is for.",
            "Split the workflow.",
            ResolutionRules::successes),
    TOO_MANY_TOUCHES(
            "too-many-touches",
            WARNING,
            "More than three touches for a routine task: those who did not answer three do not answer a fourth.",
            "Drop the weakest, or hand over to a person.",
            ResolutionRules::touches),
    TOO_MANY_PAGES(
            "too-many-pages",
            WARNING,
            "More than two pages lie between opening the message and the first thing to do; people leave on them.",
            "Join or drop pages before it.",
            FlowRules::pages),
    UNSERVED_QUEUE(
            "unserved-queue",
            WARNING,
            "Work waits in a queue that nobody serves.",
            "Send it to a queue that is listed in queues.yaml, or list it with who serves it.",
            DeskRules::served),
    CHILD_WORKFLOW(
            "child-workflow",
            WARNING,
            "A step and the workflow that it opens do not fit: something is given or expected that the other does not know.",
            "Name the workflow, what it is given, its outcomes and its facts as that workflow has them.",
            RunRules::children),
    NO_SCENARIO(
            "no-scenario",
            WARNING,
            "No scenario tries an outcome, so nobody has seen where it leads.",
            "Write a scenario that takes it.",
            UseRules::scenarios),
    OUTCOME_NEVER_REACHED(
            "outcome-never-reached",
            WARNING,
            "An outcome is promised that no finish brings.",
            "Add its finish, or take it out of the Resolution Map.",
            ResolutionRules::reached),
    NO_PERSON(
            "no-person",
            WARNING,
            "A customer who asks for a person has nowhere to go.",
            "Name an exception in \"person\".",
            ResolutionRules::person),
    REQUESTER_COULD_APPROVE(
            "requester-could-approve",
            WARNING,
            "An approval waits in the queue of those who ask for it; one colleague would wave through the other's.",
            "Let it wait in a queue of people who do not do the work themselves.",
            DeskRules::separation),
    AUTHORITY_WITHOUT_ESCALATION(
            "authority-without-escalation",
            WARNING,
            "When nobody decides a request in time it lapses, and nobody else gets to see it.",
            "Add \"escalate-to\" to the authority.",
            DeskRules::escalation),
    MIGRATION_UNCHECKED(
            "migration-unchecked",
            WARNING,
            "The version that cases are to be moved from is not at hand, so nobody has looked where they would land.",
            "Give its file with --before; the platform has every version and looks before anybody approves.",
            MigrationRules::unchecked),
    LONG_TEXT(
            "long-text",
            WARNING,
            "A text message goes out in several parts, or in 16-bit letters that leave room for 70 instead of 160 characters.",
            "Say it in fewer words, and without the letters that are named.",
            MessageRules::length),
    UNTRANSLATED(
            "untranslated",
            WARNING,
            "Something has no words in a language that the folder speaks; customers get it in another one.",
            "Add it to words.yaml, or a variant for the language to the message or disclosure.",
            TranslationRules::missing),
    UNUSED_MESSAGE(
            "unused-message",
            WARNING,
            "No workflow of the folder sends a message; people keep its words up to date for nothing.",
            "Remove it or send it."),
    UNUSED_DISCLOSURE(
            "unused-disclosure",
            WARNING,
            "No workflow of the folder shows required words that are kept beside it.",
            "Remove them, or check that no step has forgotten them."),
    UNUSED_EXCEPTION(
            "unused-exception",
            WARNING,
            "An exception was designed to which nothing leads.",
            "Lead to it or remove it.",
            UseRules::exceptions),
    UNUSED_AUTHORITY(
            "unused-authority",
            WARNING,
            "An authority is described that no choice and no step asks for.",
            "Ask for it or remove it.",
            UseRules::authorities),
    UNUSED_VARIABLE(
            "unused-variable",
            WARNING,
            "Something is read, given or asked that nothing uses; do not ask for what is not needed.",
            "Use it or leave it out.",
            UseRules::variables);

    /// Looks at a whole definition.
    interface Check {
        void run(Draft draft);
    }

    private final String id;
    private final Severity severity;
    private final String reason;
    private final String fix;
    private final @Nullable Check check;

    Rule(String id, Severity severity, String reason, String fix) {
        this(id, severity, reason, fix, null);
    }

    Rule(String id, Severity severity, String reason, String fix, @Nullable Check check) {
        this.id = id;
        this.severity = severity;
        this.reason = reason;
        this.fix = fix;
        this.check = check;
    }

    /// As findings, scripts and people name it: `identity-before-facts`.
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    /// Why it matters, in the words of operations.
    public String reason() {
        return reason;
    }

    /// What to do about it.
    public String fix() {
        return fix;
    }

    Optional<Check> check() {
        return Optional.ofNullable(check);
    }

    /// The rule of that id.
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
    }

    /// All rules.
    public static Set<Rule> all() {
        return EnumSet.allOf(Rule.class);
    }

    /// Those that stop a definition.
    static Set<Rule> errors() {
        var errors = EnumSet.allOf(Rule.class);
        errors.removeIf(rule -> rule.severity != ERROR);
        return errors;
    }
}
