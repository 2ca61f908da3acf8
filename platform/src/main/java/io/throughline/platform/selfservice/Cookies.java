package io.throughline.platform.selfservice;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/// The session cookie: out of scripts' reach, sent with a tap on a link of ours or of the
/// processor, and on https only by this host.
final class Cookies {
    private final boolean secure;

    Cookies(String publicUrl) {
        this.secure = "https".equalsIgnoreCase(URI.create(publicUrl).getScheme());
    }

    /// Browsers take the `__Host-` prefix on https only.
    String name() {
        return secure ? "__Host-tl-session" : "tl-session";
    }

    String set(String id) {
        return cookie(id).build().toString();
    }

    String clear() {
        return cookie("").maxAge(0).build().toString();
    }

    @Nullable
    String read(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? null
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name(), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/");
    }
}
