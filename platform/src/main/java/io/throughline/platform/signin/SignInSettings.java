package io.throughline.platform.signin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people sign in.
///
/// @param local whether passwords kept here are taken
/// @param oidc a provider of the house; null: none
@ConfigurationProperties("throughline.sign-in")
record SignInSettings(
        @DefaultValue("true") boolean local, @Nullable Oidc oidc) {
    /// An OpenID Connect provider.
    ///
    /// @param issuer its address, as it stands in its own description
    /// @param clientId as which it knows us
    /// @param clientSecretFile where the secret it knows us by lies; null: none, PKCE alone
    /// @param claim which of the claims is the id of a person of the house
    /// @param name what the button says
    record Oidc(
            String issuer,
            String clientId,
            @Nullable Path clientSecretFile,
            @DefaultValue("preferred_username") String claim,
            @DefaultValue("your company account") String name) {}
}
