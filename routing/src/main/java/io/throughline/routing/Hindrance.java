package io.throughline.routing;

/// Why somebody is not given a piece of work now. In the order in which they are looked for: what never changes by
/// waiting comes first.
public enum Hindrance {
    OWN_REQUEST("asked for it themselves"),
    RIGHT("may not decide it"),
    CLEARANCE("not cleared for it"),
    LANGUAGE("do not speak the language"),
    QUEUE("do not serve the queue"),
    SKILL("lack the skill asked for now"),
    OFFLINE("are not signed in"),
    AWAY("are away"),
    WRAP_UP("finish their last contact"),
    OFFERED("look at another offer"),
    BUSY("are at work"),
    DECLINED("declined it a moment ago"),
    NOT_PREFERRED("wait for the preferred agent's turn to end");

    private final String words;

    Hindrance(String words) {
        this.words = words;
    }

    /// After a count of people: `3 are at work`.
    public String words() {
        return words;
    }
}
