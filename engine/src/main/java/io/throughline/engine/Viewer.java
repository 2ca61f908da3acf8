package io.throughline.engine;

/// Who looks at a case.
///
/// @param personProven whether the person in this conversation is the one whose identity the case holds; an agent at a
///     desk, with nobody there, has none
public record Viewer(By by, boolean personProven) {
    /// A customer on a page of ours.
    public static Viewer customer(By.Channel channel, boolean personProven) {
        return new Viewer(By.customer(channel), personProven);
    }
}
