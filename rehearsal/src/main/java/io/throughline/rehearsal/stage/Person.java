package io.throughline.rehearsal.stage;

import io.throughline.engine.CaseState;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.rehearsal.people.Dice;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One customer, and the case about them.
final class Person {
    /// Where somebody is, as far as the case is concerned.
    enum Presence {
        AWAY,
        PAGE,
        PHONE
    }

    final int number;
    final Dice dice;
    final ZoneId zone;
    final long openedAt;
    final boolean isWrongParty;
    /// How often they stood before each step, by the step's place in the definition.
    final byte[] stood;
    final List<Earlier> attempts = new ArrayList<>(3);

    /// Null before the case is opened, and once it is over and nothing more can come.
    @Nullable
    CaseState state;

    Presence presence = Presence.AWAY;
    /// When the case is looked at again for its timers.
    long alarm = Long.MAX_VALUE;
    /// What waits in a line for this case: `step/visit/queue`.
    String waitsFor = "";
    /// The place of the step at which they left the page; -1 while they are there, or never were.
    int leftAt = -1;

    boolean isProven;
    boolean hasStopped;
    boolean isHelped;
    boolean hasRead;
    boolean hasOpened;
    boolean hasCalled;
    boolean isOver;
    /// Whether an answer of theirs is on its way.
    boolean isBusy;
    int messages;
    int calls;
    int leavings;
    int pieces;

    @Nullable
    String outcome;

    @Nullable
    String cause;

    long endedAt;

    Person(int number, Dice dice, ZoneId zone, long openedAt, boolean isWrongParty, int steps) {
        this.number = number;
        this.dice = dice;
        this.zone = zone;
        this.openedAt = openedAt;
        this.isWrongParty = isWrongParty;
        this.stood = new byte[steps];
    }

    /// A UUIDv7, as the engine asks for.
    String id() {
        return String.format(Locale.ROOT, "0192f0c1-7a3b-7000-8000-%012x", number);
    }
}
