package io.throughline.platform.signin;

import org.jspecify.annotations.Nullable;

/// What the pages of the sign-in work with.
///
/// @param provider null: none is set up
/// @param local whether passwords kept here are taken
record SignInParts(
        Sessions sessions,
        SessionCookie cookie,
        SessionCookie stateCookie,
        @Nullable Oidc provider,
        boolean local) {}
