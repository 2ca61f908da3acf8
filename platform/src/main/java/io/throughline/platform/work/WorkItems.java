package io.throughline.platform.work;

/// Work for people that does not come from a case by itself: a message that no case claims, a doubtful reply. What a
/// case needs of a person comes to the desk without anybody asking.
public interface WorkItems {
    /// Adds work in the caller's transaction if there is one: it is there if and only if that commits. The same key
    /// adds it once, however often it is asked.
    void add(NewWork work);

    /// The work is no longer needed; unknown keys change nothing. Who has it at work keeps it until they finish.
    void withdraw(String key, String reason);
}
