package io.throughline.platform.signin;

import org.jspecify.annotations.Nullable;

/// A page of the sign-in.
///
/// @param problem what to put right, said at the top and at the field; null: nothing
/// @param key the invitation, on the page where a password is chosen; else empty
/// @param name what was typed, to be there again
/// @param provider what the provider of the house is called; null: there is none
/// @param local whether passwords are taken
record SignInPage(
        String template,
        String title,
        @Nullable String problem,
        String key,
        String name,
        String next,
        @Nullable String provider,
        boolean local) {
    static SignInPage ask(
            @Nullable String problem, String name, String next, @Nullable String provider, boolean local) {
        return new SignInPage("ask.jte", "Sign in", problem, "", name, next, provider, local);
    }

    static SignInPage choose(@Nullable String problem, String key, String name) {
        return new SignInPage("choose.jte", "Choose a password", problem, key, name, "/desk/", null, true);
    }

    static SignInPage say(String title, String words) {
        return new SignInPage("say.jte", title, words, "", "", "/desk/", null, true);
    }

    /// Before the title, so that a screen reader tells of a problem first.
    String fullTitle() {
        return (problem != null && !template.equals("say.jte") ? "Error: " : "") + title + " – Throughline";
    }

    @Nullable
    String invalid() {
        return problem == null ? null : "true";
    }
}
