package io.throughline.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Tells requests that our own pages made from those another site made a browser send with its cookies.
public final class OwnSite {
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private final String origin;

    /// @param publicUrl where browsers find us
    public OwnSite(String publicUrl) {
        var url = URI.create(publicUrl);
        this.origin = (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
    }

    /// Whether one of our pages sent it. Browsers say so in `Sec-Fetch-Site` or, older ones and those that came without
    /// https, in `Origin`; what says neither is no browser, and no other site can make it send our cookie.
    public boolean isSender(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN.contains(site);
        }
        var from = request.getHeader("Origin");
        return from == null || from.toLowerCase(Locale.ROOT).equals(origin);
    }

    /// Whether browsers come by https, so that cookies may be kept from anything else.
    public boolean isSecure() {
        return origin.startsWith("https:");
    }
}
