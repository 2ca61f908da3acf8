package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import io.throughline.platform.staff.Colleague;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What one person has in front of them.
@Component
class Inboxes {
    private final ItemStore items;
    private final FloorStore floor;
    private final PresenceStore presence;
    private final ProfileStore profiles;
    private final EventStore events;
    private final Queues queues;
    private final InstantSource clock;

    Inboxes(
            ItemStore items,
            FloorStore floor,
            PresenceStore presence,
            ProfileStore profiles,
            EventStore events,
            Queues queues,
            InstantSource clock) {
        this.items = items;
        this.floor = floor;
        this.presence = presence;
        this.profiles = profiles;
        this.events = events;
        this.queues = queues;
        this.clock = clock;
    }

    /// @param until when it ends by itself; null: when the agent says so
    record WrapUp(String item, @Nullable Instant until, boolean mayEnd) {}

    /// @param state `offline`, `available` or `away`
    /// @param wrapUp the time after a contact; null: they are not in it
    record Presence(
            @Schema(allowableValues = {"offline", "available", "away"})
            String state,

            String reason,
            @Nullable Instant since,
            @Nullable WrapUp wrapUp) {}

    record Offered(String id, Instant until, String why, Line item) {}

    record Inbox(Presence presence, @Nullable Offered offer, List<Line> work, List<Line> callBacks, long lastEvent) {}

    record Abilities(
            List<String> teams,
            List<String> queues,
            Map<String, Integer> skills,
            List<String> languages,
            List<String> clearances,
            Map<String, Profile.Capacity> capacity) {}

    Presence presence(String person) {
        return presence.find(person).map(Inboxes::shown).orElseGet(() -> new Presence("offline", "", null, null));
    }

    static Presence shown(PresenceStore.There there) {
        var after = there.after();
        return new Presence(
                there.presence().name().toLowerCase(Locale.ROOT),
                there.reason(),
                there.since(),
                after == null ? null : new WrapUp(after.item(), after.until(), after.mayEnd()));
    }

    Profile profile(Colleague who) {
        return profiles.find(who.id()).orElseGet(() -> Profile.usual(who));
    }

    Abilities abilities(Profile profile) {
        return new Abilities(
                profile.teams().stream().sorted().toList(),
                queues.servedBy(profile.teams()).stream().sorted().toList(),
                new TreeMap<>(profile.skills()),
                profile.languages().stream().sorted().toList(),
                profile.clearances().stream().sorted().toList(),
                new TreeMap<>(profile.capacity()));
    }

    Inbox of(String person) {
        long last = events.last(); // first: what comes in between is told twice rather than not at all
        var offer = floor.openOfferTo(person)
                .flatMap(one -> items.find(one.item())
                        .map(item -> new Offered(one.id(), one.until(), one.why(), Line.of(item))));
        return new Inbox(
                presence(person),
                offer.orElse(null),
                items.withAgent(person).stream()
                        .filter(item -> item.state() == Item.State.AT_WORK)
                        .map(Line::of)
                        .toList(),
                items.callBacksOf(person).stream().map(Line::of).toList(),
                last);
    }

    long lastEvent() {
        return events.last();
    }

    Instant now() {
        return clock.instant();
    }
}
