package io.throughline.platform.selfservice;

import io.throughline.platform.identity.SessionStore;
import io.throughline.platform.identity.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// Lets requests in: finds the visitor and turns away posts that another site made.
final class Entrance {
    /// The browser has no session of ours, or its link is over.
    static final class NoVisitor extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoVisitor() {
            super("no visitor", null, false, false);
        }
    }

    /// Another site made the browser send this.
    static final class FromElsewhere extends RuntimeException {
        private static final long serialVersionUID = 1;

        FromElsewhere() {
            super("a post from another site", null, false, false);
        }
    }

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final SessionStore sessions;
    private final Cookies cookies;
    private final String ownOrigin;

    Entrance(SessionStore sessions, Cookies cookies, String publicUrl) {
        this.sessions = sessions;
        this.cookies = cookies;
        var url = URI.create(publicUrl);
        this.ownOrigin = (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
    }

    Visitor visitor(HttpServletRequest request) {
        return sessions.find(cookies.read(request)).orElseThrow(NoVisitor::new);
    }

    /// The same for a post. Browsers tell who made it; `Origin` is `null` here for all pages
    /// without a referrer, so it counts only when nothing better is there.
    Visitor poster(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        boolean own = site != null
                ? OWN.contains(site)
                : origin == null
                        || origin.equals("null")
                        || origin.toLowerCase(Locale.ROOT).equals(ownOrigin);
        if (!own) {
            throw new FromElsewhere();
        }
        return visitor(request);
    }
}
