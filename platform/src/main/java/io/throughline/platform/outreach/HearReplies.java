package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.HeedReply.Heard;
import io.throughline.platform.outreach.InboundWords.Origin;
import io.throughline.platform.outreach.ReplyBook.Because;
import io.throughline.platform.records.Portfolio;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message.Channel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps what people write, heeds it and puts before a person what is doubtful: all in one transaction, under the locks
/// that a claim takes. When a call returns, nothing is claimed any more that the words forbid.
@Component
class HearReplies implements Replies {
    private static final int MOST_LISTED = 1_000;

    private final ReadReplies reading;
    private final HeedReply heeding;
    private final ReplyBook book;
    private final InboundWords inbound;
    private final Consents consents;
    private final StopContacts stops;
    private final Contacts contacts;
    private final AnswerReply answers;
    private final EndTold ends;
    private final Portfolio portfolio;
    private final InstantSource time;
    private final OutreachSettings settings;

    HearReplies(
            ReadReplies reading,
            HeedReply heeding,
            ReplyBook book,
            InboundWords inbound,
            Consents consents,
            StopContacts stops,
            Contacts contacts,
            AnswerReply answers,
            EndTold ends,
            Portfolio portfolio,
            InstantSource time,
            OutreachSettings settings) {
        this.reading = reading;
        this.heeding = heeding;
        this.book = book;
        this.inbound = inbound;
        this.consents = consents;
        this.stops = stops;
        this.contacts = contacts;
        this.answers = answers;
        this.ends = ends;
        this.portfolio = portfolio;
        this.time = time;
        this.settings = settings;
    }

    /// A message that came in at an address of ours.
    ///
    /// @param about our message that it answers
    void heard(Endpoint from, Optional<Contact> about, String text, Instant at) {
        var read = reading.read(Channel.valueOf(from.channel().name()), text);
        var people = stops.people(from);
        var kept = keep(Origin.of(from), from, people, about.orElse(null), read, "message", "throughline", at);
        answers.answer(from, people, about, read, kept.isPresent());
    }

    @Override
    public Reply take(Said said) {
        var read = reading.read(said.channel(), said.text());
        if (portfolio.customer(said.person()).isEmpty()) {
            throw new NotDecided("unknown-person", "There is no customer " + said.person() + ".");
        }
        var people = List.of(said.person());
        var origin = new Origin(said.channel().name(), "", said.source());
        var kept = keep(origin, null, people, null, read, said.source(), said.by(), said.at());
        if (kept.isEmpty()) {
            throw new NotDecided("known", "The same words of " + said.person() + " were taken a moment ago.");
        }
        answers.tellCases(Channel.CALL, people, read);
        return book.find(kept.getAsLong()).orElseThrow();
    }

    private OptionalLong keep(
            Origin origin,
            @Nullable Endpoint from,
            List<String> people,
            @Nullable Contact about,
            Reading read,
            String source,
            String by,
            Instant at) {
        var now = time.instant();
        var number = new AtomicReference<>(OptionalLong.empty());
        stops.insistently(() -> {
            lock(people, from);
            var person = people.isEmpty() ? null : people.getFirst();
            var kept = inbound.keep(origin, read, person, about, at, settings.sameTextWithin());
            number.set(kept);
            if (kept.isEmpty()) {
                again(from, read, about, at);
                return;
            }
            long reply = kept.getAsLong();
            if (from != null && read.meaning() == ReplyMeaning.START) {
                stops.resume(from, read.words(), about == null ? null : about.id(), at);
            }
            var open = heeding.heed(new Heard(
                    reply,
                    from,
                    people,
                    read,
                    null,
                    about == null ? null : about.about().account(),
                    about == null ? null : about.id(),
                    source,
                    by,
                    at,
                    now));
            if (read.doubtful()) {
                open.add("doubtful: it may ask for less contact than it was taken to, or for more");
            }
            if (!open.isEmpty()) {
                book.hold(reply, people, from, String.join("; ", open), now);
            }
        });
        return Objects.requireNonNull(number.get());
    }

    /// The same words again: they are known, but a stop among them still holds if something took it up in between.
    private void again(@Nullable Endpoint from, Reading read, @Nullable Contact about, Instant at) {
        if (from != null
                && (read.meaning() == ReplyMeaning.STOP || read.meaning() == ReplyMeaning.STOP_ALL)
                && !stops.standing(from).isStopped()) {
            stops.stop(
                    from, read.meaning() == ReplyMeaning.STOP_ALL, read.words(), about == null ? null : about.id(), at);
        }
    }

    private void lock(List<String> people, @Nullable Endpoint from) {
        people.stream().sorted().forEach(consents::lockPerson);
        if (from != null) {
            consents.lockEndpoint(from);
        }
    }

    @Override
    public Standing standing() {
        return book.standing();
    }

    @Override
    public List<Reply> list(Which which, int most) {
        return book.list(which, Math.clamp(most, 1, MOST_LISTED));
    }

    @Override
    public Optional<Reply> find(long id) {
        return book.find(id);
    }

    @Override
    public Reply decide(long id, Decision decision) {
        var reply = book.find(id).orElseThrow(() -> unknown(id));
        var from = endpoint(reply);
        var people = decision.person() != null
                ? List.of(known(decision.person()))
                : from != null ? stops.people(from) : List.of(Objects.requireNonNull(reply.person()));
        var channel = Channel.valueOf(reply.channel());
        var read = reading.read(channel, reply.words())
                .decided(decision.labels(), ReadReplies.reply(decision.labels(), channel));
        stops.insistently(() -> decide(reply, from, people, read, decision));
        if (from == null) {
            answers.tellCases(channel, people, read);
        } else {
            answers.answer(from, people, about(reply), read, true);
        }
        return book.find(id).orElseThrow();
    }

    private void decide(Reply reply, @Nullable Endpoint from, List<String> people, Reading read, Decision decision) {
        lock(people, from);
        if (!book.lockOpen(reply.id())) {
            throw new NotDecided(
                    reply.why() == null ? "nothing-to-decide" : "decided-before",
                    reply.why() == null
                            ? "Reply " + reply.id() + " waits for nobody."
                            : "Reply " + reply.id() + " was decided before.");
        }
        var now = time.instant();
        var about = about(reply).orElse(null);
        var before = book.toldBy(reply.id());
        if (from != null && read.meaning() == ReplyMeaning.START) {
            stops.resume(from, read.words(), about == null ? null : about.id(), now);
        }
        var open = heeding.heed(new Heard(
                reply.id(),
                from,
                people,
                read,
                hours(decision),
                about == null ? null : about.about().account(),
                about == null ? null : about.id(),
                "reply " + reply.id(),
                decision.by(),
                reply.at(),
                now));
        // Who answered, and that a dispute was seen, is settled by the decision itself.
        open.removeIf(why -> why.startsWith(Label.THIRD_PARTY.word() + ":")
                || !people.isEmpty() && why.startsWith(Label.DISPUTE.word() + ":"));
        if (!open.isEmpty()) {
            throw new NotDecided("incomplete", "The decision lacks something: " + String.join("; ", open) + ".");
        }
        var because = new Because(decision.by(), decision.reason());
        for (var told : before) {
            if (read.labels().stream().noneMatch(label -> label.word().equals(told.kind()))) {
                book.tell(told.ended(), reply.id(), because, now, now);
            }
        }
        book.decided(reply.id(), Label.write(decision.labels()), decision.by(), decision.reason(), now);
        book.wake(contacts.casesOf(people), now);
    }

    @Override
    public List<String> told(long id) {
        return ends.standing(id).stream()
                .map(told -> told.account() == null ? told.kind() : told.kind() + " of " + told.account())
                .distinct()
                .toList();
    }

    @Override
    public Reply end(long id, Ending ending) {
        var reply = book.find(id).orElseThrow(() -> unknown(id));
        ends.end(id, ending);
        return reply;
    }

    private static NotDecided unknown(long id) {
        return new NotDecided("unknown", "There is no reply " + id + ".");
    }

    private static @Nullable String hours(Decision decision) {
        var hours = decision.hours();
        if (hours != null) {
            try {
                PreferredHours.parse(hours);
            } catch (IllegalArgumentException e) {
                throw new NotDecided("hours", "The hours cannot be used: " + e.getMessage() + ".");
            }
        }
        return hours;
    }

    private String known(String person) {
        if (portfolio.customer(person).isEmpty()) {
            throw new NotDecided("unknown-person", "There is no customer " + person + ".");
        }
        return person;
    }

    private Optional<Contact> about(Reply reply) {
        var from = endpoint(reply);
        return from == null ? Optional.empty() : contacts.latestTo(from);
    }

    private static @Nullable Endpoint endpoint(Reply reply) {
        return reply.address().isEmpty()
                ? null
                : new Endpoint(io.throughline.engine.By.Channel.valueOf(reply.channel()), reply.address());
    }
}
