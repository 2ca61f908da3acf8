package io.throughline.platform.desk;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.platform.cases.CaseTimeline;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.CaseMessages;
import io.throughline.platform.outreach.CaseMessages.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What happened, over all channels: the evidence of a case, its work at the desk, and what was written by hand. Words
/// are shown once it is proven who is in the conversation; that there are some, always.
@Component
class Timelines {
    private static final String MESSAGE = "message";
    private final Cases cases;
    private final ItemStore items;
    private final EventStore events;
    private final CaseMessages messages;

    Timelines(Cases cases, ItemStore items, EventStore events, CaseMessages messages) {
        this.cases = cases;
        this.items = items;
        this.events = events;
        this.messages = messages;
    }

    List<Window.Entry> of(Item item, CaseState state, boolean proven) {
        var entries = new ArrayList<Window.Entry>();
        var byHand = new HashMap<String, String>();
        var replies = new ArrayList<Window.Entry>();
        for (var written : messages.written(state)) {
            switch (written) {
                case Written.ByHand letter -> byHand.put(letter.message(), letter.words());
                case Written.ByCustomer reply -> replies.add(wrote(reply, proven));
            }
        }
        var evidence = cases.events(state.id());
        var lines = CaseTimeline.of(evidence, proven);
        for (int at = 0; at < lines.size(); at++) {
            entries.add(told(lines.get(at), proven ? byHand.get(messageOf(evidence.get(at))) : null));
        }
        var ids = items.ofCase(state.id()).stream().map(Item::id).toList();
        for (var told : events.ofItems(ids.isEmpty() ? List.of(item.id()) : ids)) {
            DeskStory.of(told).ifPresent(entries::add);
        }
        entries.addAll(replies); // what comes at the same instant answers what went out
        entries.sort(Comparator.comparing(Window.Entry::at));
        return entries;
    }

    /// What was tried so far, made of the evidence.
    List<String> brief(CaseState state, Instant now) {
        var wrote = (int) messages.written(state).stream()
                .filter(Written.ByCustomer.class::isInstance)
                .count();
        return Brief.of(cases.events(state.id()), wrote, now).stream()
                .map(CaseTimeline::withoutAmounts)
                .toList();
    }

    private static @Nullable String messageOf(Cases.Recorded event) {
        return event.type().equals("message-written")
                ? String.valueOf(event.details().get(MESSAGE))
                : null;
    }

    private static Window.Entry told(CaseTimeline.Line line, @Nullable String words) {
        return new Window.Entry(
                "c" + line.number(),
                line.at(),
                "case",
                line.type(),
                line.actor(),
                line.person(),
                line.channel(),
                line.step(),
                line.text(),
                words,
                line.details());
    }

    /// What the customer wrote, and what it was taken to mean.
    private static Window.Entry wrote(Written.ByCustomer reply, boolean proven) {
        var details = new java.util.TreeMap<String, Object>();
        details.put("meaning", reply.labels());
        var text = new StringBuilder("The customer wrote by " + reply.channel());
        if (!reply.labels().isEmpty()) {
            text.append("; understood as ")
                    .append(String.join(", ", reply.labels()).replace('-', ' '));
        }
        if (reply.waitsFor() != null) {
            details.put("waitsFor", reply.waitsFor());
            text.append("; somebody has to decide what it means");
        } else if (reply.decidedBy() != null) {
            details.put("decidedBy", reply.decidedBy());
            text.append(", decided by ").append(reply.decidedBy());
        }
        return new Window.Entry(
                "m" + reply.number(),
                reply.at(),
                MESSAGE,
                "customer-wrote",
                By.Actor.CUSTOMER.word(),
                null,
                reply.channel().toLowerCase(Locale.ROOT),
                null,
                text.append('.').toString(),
                proven ? reply.words() : null,
                proven ? details : Map.of("meaning", reply.labels()));
    }
}
