package io.throughline.platform.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/// Cookies of people of the house: out of scripts' reach, and on https for this host only. Not `Strict`: who comes back
/// from the provider of the house would be a stranger on the first page.
final class SessionCookie {
    private static final int LONGEST = 100;
    private final boolean secure;
    private final String name;

    /// @param secure whether browsers come by https; they take the `__Host-` prefix on https only
    SessionCookie(String name, boolean secure) {
        this.secure = secure;
        this.name = (secure ? "__Host-" : "") + name;
    }

    String set(String id) {
        return cookie(id).build().toString();
    }

    String clear() {
        return cookie("").maxAge(0).build().toString();
    }

    Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
                        .findFirst();
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/");
    }
}
