package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.ReplyBook.Because;
import io.throughline.platform.outreach.ReplyBook.Told;
import io.throughline.understanding.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes down what a message was understood to say: for every channel that it concerns, and of whoever it concerns.
/// Call with their rows locked.
@Component
class HeedReply {
    /// What somebody says of themselves or a debt; it stands until it is ended.
    static final Set<Label> OF_THE_PERSON = EnumSet.of(
            Label.ATTORNEY,
            Label.CEASE_DEBT,
            Label.DISPUTE,
            Label.DECEASED,
            Label.BANKRUPTCY,
            Label.SERVICEMEMBER,
            Label.STOP_PLACE_WORK);
    /// What a debt has to do with.
    private static final Set<Label> OF_A_DEBT = EnumSet.of(Label.CEASE_DEBT, Label.DISPUTE);

    private static final Pattern OF_CALLS =
            Pattern.compile("(?iu)\\b(call|ring|rang|phon|dial|voicemail|llam|marc|marqu|tel[eé]fono)");

    private final Consents consents;
    private final StopContacts stops;
    private final ReplyBook book;

    HeedReply(Consents consents, StopContacts stops, ReplyBook book) {
        this.consents = consents;
        this.stops = stops;
        this.book = book;
    }

    /// What was said, by whom and from where.
    ///
    /// @param from the address it came from; null: it was spoken, or typed in a chat
    /// @param people whose address that is
    /// @param hours a person named for `stop-time`; null: they are read from the words
    /// @param account the debt our message was about; null: none is known
    record Heard(
            long reply,
            @Nullable Endpoint from,
            List<String> people,
            Reading reading,
            @Nullable String hours,
            @Nullable String account,
            @Nullable String contactId,
            String source,
            String by,
            Instant at,
            Instant now) {}

    /// Writes it down.
    ///
    /// @return what only a person can settle: the labels of it, each with the reason; empty if nothing
    List<String> heed(Heard heard) {
        var open = new ArrayList<String>();
        for (var label : heard.reading().labels().stream().sorted().toList()) {
            var why = heed(heard, label);
            if (why != null) {
                open.add(label.word() + ": " + why);
            }
        }
        return open;
    }

    private @Nullable String heed(Heard heard, Label label) {
        return switch (label) {
            case STOP_ALL -> all(heard);
            case STOP_SMS -> stop(heard, Medium.SMS);
            case STOP_EMAIL -> stop(heard, Medium.EMAIL);
            case STOP_CALL -> either(stop(heard, Medium.VOICE), stop(heard, Medium.VOICE_AUTO));
            case ONLY_EMAIL -> only(heard, Medium.EMAIL);
            case ONLY_SMS -> only(heard, Medium.SMS);
            case ONLY_MAIL -> only(heard, Medium.LETTER);
            case STOP_TIME -> hours(heard);
            case STOP_PLACE_WORK -> either(work(heard), told(heard, label));
            case WRONG_NUMBER -> wrong(heard);
            case THIRD_PARTY -> "somebody else answered; find out who, and whether they may be told anything";
            case DISPUTE -> either(told(heard, label), "collection of this debt waits until the dispute is answered");
            case ATTORNEY, CEASE_DEBT, DECEASED, BANKRUPTCY, SERVICEMEMBER -> told(heard, label);
            case START, HELP -> null;
        };
    }

    private @Nullable String all(Heard heard) {
        var from = heard.from();
        if (from == null && heard.people().isEmpty()) {
            return nobody();
        }
        if (from != null && heard.people().isEmpty()) {
            add(heard, Kind.STOP_ALL, null, Medium.of(from.channel()), from.address(), null);
        }
        for (var person : heard.people()) {
            if (from == null) {
                add(heard, Kind.STOP_ALL, person, null, null, null);
            } else {
                add(heard, Kind.STOP_ALL, person, Medium.of(from.channel()), from.address(), null);
            }
        }
        return null;
    }

    private @Nullable String stop(Heard heard, Medium medium) {
        var from = heard.from();
        if (from != null && Medium.of(from.channel()) == medium) {
            if (!stops.standing(from).isStopped()) {
                var person = heard.people().isEmpty() ? null : heard.people().getFirst();
                add(heard, Kind.STOP, person, medium, from.address(), null);
            }
            return null;
        }
        heard.people().forEach(person -> add(heard, Kind.STOP, person, medium, null, null));
        boolean sameTelephone = from != null && from.channel() == Channel.SMS && isVoice(medium);
        if (from != null && sameTelephone) {
            add(heard, Kind.STOP, null, medium, from.address(), null);
        }
        return heard.people().isEmpty() && !sameTelephone ? nobody() : null;
    }

    private @Nullable String only(Heard heard, Medium kept) {
        for (var medium : Medium.values()) {
            // A chat is begun by the customer; nobody is reached by it.
            if (medium != kept && medium != Medium.CHAT) {
                var from = heard.from();
                boolean isHere = from != null && Medium.of(from.channel()) == medium;
                heard.people().forEach(person -> add(heard, Kind.STOP, person, medium, null, null));
                if (isHere) {
                    stop(heard, medium);
                }
            }
        }
        heard.people().forEach(person -> add(heard, Kind.PREFERS_CHANNEL, person, null, null, kept.word()));
        return heard.people().isEmpty() ? nobody() : null;
    }

    private @Nullable String hours(Heard heard) {
        var named =
                heard.hours() == null ? HoursNamed.of(heard.reading().words()).orElse(null) : heard.hours();
        if (named == null) {
            return "hours or days are unwelcome; say which may be used";
        }
        heard.people().forEach(person -> add(heard, Kind.PREFERS_HOURS, person, null, null, named));
        return heard.people().isEmpty() ? nobody() : null;
    }

    /// Words that do not speak of calls mean the address they came from.
    private @Nullable String work(Heard heard) {
        var from = heard.from();
        return from != null && !OF_CALLS.matcher(heard.reading().words()).find()
                ? stop(heard, Medium.of(from.channel()))
                : null;
    }

    /// The address is nobody's we look for, on every way that uses it; how else to reach the customer is another
    /// matter.
    private @Nullable String wrong(Heard heard) {
        var from = heard.from();
        if (from == null) {
            return "it is not said which number or address is wrong";
        }
        add(heard, Kind.NOT_MEANT, null, Medium.of(from.channel()), from.address(), null);
        if (from.channel() == Channel.SMS) {
            add(heard, Kind.NOT_MEANT, null, Medium.VOICE, from.address(), null);
            add(heard, Kind.NOT_MEANT, null, Medium.VOICE_AUTO, from.address(), null);
        }
        return null;
    }

    private @Nullable String told(Heard heard, Label label) {
        var account = OF_A_DEBT.contains(label) ? heard.account() : null;
        heard.people()
                .forEach(person -> book.tell(
                        new Told(person, label.word(), account, false),
                        heard.reply(),
                        new Because(heard.by(), null),
                        heard.at(),
                        heard.now()));
        return heard.people().isEmpty() ? nobody() : null;
    }

    private void add(
            Heard heard,
            Kind kind,
            @Nullable String person,
            @Nullable Medium medium,
            @Nullable String address,
            @Nullable String value) {
        consents.add(new ConsentEvent(
                heard.at(),
                heard.now(),
                kind,
                person,
                medium,
                address,
                null,
                null,
                value,
                heard.reading().words(),
                heard.source(),
                heard.by(),
                heard.contactId()));
    }

    private static boolean isVoice(Medium medium) {
        return medium == Medium.VOICE || medium == Medium.VOICE_AUTO;
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static String nobody() {
        return "nobody is known at this address; say whose words they are";
    }
}
