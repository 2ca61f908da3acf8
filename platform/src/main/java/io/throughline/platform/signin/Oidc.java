package io.throughline.platform.signin;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in with a provider of the house: the authorisation code flow with PKCE, of OpenID Connect Core 1.0.
final class Oidc {
    /// How long somebody may take at the provider.
    static final Duration AWAY = Duration.ofMinutes(10);

    private static final Duration DESCRIPTION_KEPT = Duration.ofMinutes(10);
    private static final int TIMEOUT_MS = 5_000;
    private static final int MOST_BYTES = 256 * 1024;
    /// Keys that only the provider has; a shared secret proves nothing about who signed.
    private static final Set<JWSAlgorithm> TAKEN =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.EdDSA);

    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

    private final SignInSettings.Oidc settings;
    private final URI callback;
    private final AccountStore accounts;
    private final Tokens tokens;
    private final InstantSource clock;
    private @Nullable OIDCProviderMetadata description;
    private Instant described = Instant.MIN;

    Oidc(SignInSettings.Oidc settings, URI callback, AccountStore accounts, Tokens tokens, InstantSource clock) {
        this.settings = settings;
        this.callback = callback;
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// The provider cannot be asked, or answers nonsense; `message` is for the log.
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1;

        Trouble(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// @param state for the cookie that ties the browser to what it was sent with
    record Away(URI place, String state) {}

    /// @param person the claim that names them, in small letters
    /// @param next where they wanted to go
    record Back(String person, String next) {}

    /// As the button says it.
    String name() {
        return settings.name();
    }

    /// Where to send a browser.
    Away begin(String next) throws Trouble {
        var state = tokens.fresh();
        var nonce = tokens.fresh();
        var verifier = new CodeVerifier();
        var place = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile", "email"), client(), callback)
                .endpointURI(description().getAuthorizationEndpointURI())
                .state(new State(state))
                .nonce(new Nonce(nonce))
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        accounts.send(
                state,
                new AccountStore.Sent(nonce, verifier.getValue(), next),
                clock.instant().plus(AWAY));
        return new Away(place, state);
    }

    /// Who came back.
    ///
    /// @param query of the address the browser came back to
    /// @param cookie the state the browser was sent with; empty: it is another browser
    Back back(String query, Optional<String> cookie) throws Trouble {
        try {
            var response = AuthenticationResponseParser.parse(URI.create(callback + "?" + query));
            var state = response.getState() == null ? "" : response.getState().getValue();
            if (cookie.isEmpty() || !cookie.get().equals(state)) {
                throw new Trouble("the answer belongs to another browser", null);
            }
            var sent = accounts.back(state, clock.instant())
                    .orElseThrow(() -> new Trouble("the answer is too late or came twice", null));
            if (!response.indicatesSuccess()) {
                throw new Trouble(
                        "the provider refused: " + response.toErrorResponse().getErrorObject(), null);
            }
            var code = response.toSuccessResponse().getAuthorizationCode();
            if (code == null) {
                throw new Trouble("the provider sent no code", null);
            }
            return new Back(person(code, sent), sent.next());
        } catch (ParseException e) {
            throw new Trouble("the answer of the provider cannot be read", e);
        }
    }

    private String person(AuthorizationCode code, AccountStore.Sent sent) throws Trouble {
        try {
            var grant = new AuthorizationCodeGrant(code, callback, new CodeVerifier(sent.verifier()));
            var request = request(grant).toHTTPRequest();
            request.setConnectTimeout(TIMEOUT_MS);
            request.setReadTimeout(TIMEOUT_MS);
            var answer = OIDCTokenResponseParser.parse(request.send());
            if (!answer.indicatesSuccess()) {
                throw new Trouble("no token: " + answer.toErrorResponse().getErrorObject(), null);
            }
            var token = answer.toSuccessResponse()
                    .toSuccessResponse()
                    .getTokens()
                    .toOIDCTokens()
                    .getIDToken();
            var algorithm = token.getHeader().getAlgorithm();
            if (!(algorithm instanceof JWSAlgorithm jws) || !TAKEN.contains(jws)) {
                throw new Trouble("the token is signed with " + algorithm, null);
            }
            var claims = new IDTokenValidator(
                            new Issuer(settings.issuer()),
                            client(),
                            jws,
                            Objects.requireNonNull(description().getJWKSetURI()).toURL(),
                            new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MOST_BYTES))
                    .validate(token, new Nonce(sent.nonce()));
            var named = claims.getStringClaim(settings.claim());
            if (named == null || named.isBlank()) {
                throw new Trouble("the token has no claim " + settings.claim(), null);
            }
            return named.strip().toLowerCase(Locale.ROOT);
        } catch (GeneralException
                | com.nimbusds.jose.proc.BadJOSEException
                | com.nimbusds.jose.JOSEException
                | IOException e) {
            throw new Trouble("the provider's token is not good: " + e.getMessage(), e);
        }
    }

    private TokenRequest request(AuthorizationCodeGrant grant) throws Trouble, IOException {
        var place = description().getTokenEndpointURI();
        if (settings.clientSecretFile() == null) {
            return new TokenRequest.Builder(place, client(), grant).build();
        }
        var secret = new Secret(Files.readString(settings.clientSecretFile()).strip());
        return new TokenRequest.Builder(place, new ClientSecretBasic(client(), secret), grant).build();
    }

    private ClientID client() {
        return new ClientID(settings.clientId());
    }

    private synchronized OIDCProviderMetadata description() throws Trouble {
        var now = clock.instant();
        var known = description;
        if (known != null && described.plus(DESCRIPTION_KEPT).isAfter(now)) {
            return known;
        }
        try {
            var fresh = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MS, TIMEOUT_MS);
            description = fresh;
            described = now;
            return fresh;
        } catch (GeneralException | IOException e) {
            LOG.warn("the provider {} does not describe itself: {}", settings.issuer(), e.getMessage());
            throw new Trouble("the provider " + settings.issuer() + " does not describe itself", e);
        }
    }
}
