package io.throughline.platform.outreach;

import io.throughline.platform.outreach.Replies.Ending;
import io.throughline.platform.outreach.Replies.NotDecided;
import io.throughline.platform.outreach.ReplyBook.Because;
import io.throughline.platform.outreach.ReplyBook.Told;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Ends what a message had us record of a person: the dispute was answered, the lawyer has withdrawn. What was said
/// stays; a further row ends it, under the lock that a claim takes.
@Component
class EndTold {
    private final ReplyBook book;
    private final Consents consents;
    private final StopContacts stops;
    private final Contacts contacts;
    private final InstantSource time;

    EndTold(ReplyBook book, Consents consents, StopContacts stops, Contacts contacts, InstantSource time) {
        this.book = book;
        this.consents = consents;
        this.stops = stops;
        this.contacts = contacts;
        this.time = time;
    }

    /// What a reply told us that still holds.
    List<Told> standing(long reply) {
        var said = book.toldBy(reply);
        return people(said).stream()
                .flatMap(person -> book.toldOf(person).stream())
                .filter(said::contains)
                .toList();
    }

    private static List<String> people(List<Told> told) {
        return told.stream().map(Told::person).distinct().sorted().toList();
    }

    void end(long reply, Ending ending) {
        var people = people(book.toldBy(reply));
        var because = new Because(ending.by(), ending.reason());
        stops.insistently(() -> {
            people.forEach(consents::lockPerson);
            var now = time.instant();
            var standing = standing(reply);
            for (var label : ending.labels()) {
                var ended = standing.stream()
                        .filter(told -> told.kind().equals(label.word()))
                        .toList();
                if (ended.isEmpty()) {
                    throw new NotDecided(
                            "nothing-told", "Reply " + reply + " told us no " + label.word() + " that still holds.");
                }
                ended.forEach(told -> book.tell(told.ended(), reply, because, now, now));
            }
            book.wake(contacts.casesOf(people), now);
        });
    }
}
