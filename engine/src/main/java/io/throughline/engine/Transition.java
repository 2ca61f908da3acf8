package io.throughline.engine;

import java.util.List;

/// A step of a case's life, to be committed as one: the new state, the evidence, and what the
/// outside world is asked to do.
public record Transition(CaseState state, List<Event> events, List<Effect> effects) {
    public Transition {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }
}
