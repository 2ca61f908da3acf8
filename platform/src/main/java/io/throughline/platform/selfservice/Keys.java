package io.throughline.platform.selfservice;

import io.throughline.engine.CaseState;
import io.throughline.platform.identity.SessionStore;
import io.throughline.platform.identity.Visitor;

/// The hidden key of a form: the place the case stood at when the page was made, sealed for the
/// visitor. It makes an answer count once and keeps strangers from sending one.
final class Keys {
    private final SessionStore sessions;

    Keys(SessionStore sessions) {
        this.sessions = sessions;
    }

    String of(Visitor visitor, CaseState state) {
        var place = place(state);
        return place + "." + sessions.seal(visitor, place);
    }

    /// Whether the form is one that this visitor was given, however old.
    boolean isOurs(Visitor visitor, String key) {
        int dot = key.lastIndexOf('.');
        return dot > 0 && sessions.isSealed(visitor, key.substring(0, dot), key.substring(dot + 1));
    }

    /// Whether it is also for the place where the case stands now.
    boolean isCurrent(Visitor visitor, CaseState state, String key) {
        return key.startsWith(place(state) + ".") && isOurs(visitor, key);
    }

    private static String place(CaseState state) {
        return state.at() + "." + state.visit();
    }
}
