package io.throughline.engine;

/// Who looks at a case.
///
/// @param personProven whether the person in this conversation is the one whose identity the case holds; an agent at a
///     desk, with nobody there, has none
/// @param language in which they read, as a tag such as `es`
public record Viewer(By by, boolean personProven, String language) {
    /// Somebody who reads English.
    public Viewer(By by, boolean personProven) {
        this(by, personProven, "en");
    }

    /// A customer on a page of ours.
    public static Viewer customer(By.Channel channel, boolean personProven) {
        return new Viewer(By.customer(channel), personProven);
    }
}
