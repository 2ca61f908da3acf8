package io.throughline.platform.access;

import java.util.Arrays;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// A part of the API that people may use by themselves once they have signed in. What is behind no door of theirs is
/// closed to them; systems come with the key instead. Doors only let in: what somebody may do inside is asked there.
public enum Door {
    /// Who one is, and signing out. Everybody has it.
    SELF("GET /api/v1/session", "DELETE /api/v1/session"),
    /// Work that is offered, done and looked after.
    DESK("* /api/desk/**"),
    /// What people wrote, and what was decided about it.
    REPLIES("* /api/v1/replies", "GET /api/v1/replies/*", "POST /api/v1/replies/*/decision"),
    /// Articles and where they are missing, for those who look after them and do not work at the desk.
    KNOWLEDGE("GET /api/desk/knowledge", "* /api/desk/knowledge/**"),
    /// Cases as they are kept, with everything in them.
    CASES(
            "GET /api/v1/cases",
            "GET /api/v1/cases/*",
            "GET /api/v1/customers/*/consent",
            "GET /api/v1/customers/*/contacts"),
    /// Acts on cases outside of the desk, one or many.
    ACTS("POST /api/v1/cases/*/acts", "POST /api/v1/cases:act"),
    /// How things go, in figures.
    FIGURES("GET /api/v1/resolution", "GET /api/v1/pulse", "GET /api/v1/versions/*/figures"),
    /// Campaigns and how they go.
    CAMPAIGNS_SEEN("GET /api/v1/campaigns", "GET /api/v1/campaigns/*"),
    /// To start, hold, resume and stop campaigns.
    CAMPAIGNS("POST /api/v1/campaigns", "POST /api/v1/campaigns/*/*", "POST /api/v1/campaigns:preview"),
    /// Versions of workflows.
    VERSIONS_SEEN("GET /api/v1/versions", "GET /api/v1/versions/**"),
    /// To draft, approve, publish and roll out versions.
    VERSIONS("POST /api/v1/versions", "POST /api/v1/versions/**"),
    /// To check the evidence and the books.
    AUDIT("POST /api/v1/audit/verify", "POST /api/v1/reconciliation"),
    /// Who works here.
    PEOPLE_SEEN("GET /api/v1/people"),
    /// To say who works here, and to let them choose a password.
    PEOPLE("PUT /api/v1/people", "POST /api/v1/people/*/invitation", "DELETE /api/v1/people/*/sessions"),
    /// Rights taken in an emergency.
    BREAK_GLASS("* /api/v1/break-glass", "* /api/v1/break-glass/**");

    private record Way(String method, PathPattern path) {
        static Way of(String written) {
            var parts = written.split(" ", 2);
            return new Way(parts[0], PathPatternParser.defaultInstance.parse(parts[1]));
        }
    }

    private final List<Way> ways;

    Door(String... ways) {
        this.ways = Arrays.stream(ways).map(Way::of).toList();
    }

    /// Whether a request goes through this door.
    ///
    /// @param path without the query
    public boolean leadsTo(String method, String path) {
        var asked = PathContainer.parsePath(path);
        return ways.stream()
                .anyMatch(way -> (way.method.equals("*") || way.method.equals(method)) && way.path.matches(asked));
    }
}
