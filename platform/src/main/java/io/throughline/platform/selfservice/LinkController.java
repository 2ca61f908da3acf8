package io.throughline.platform.selfservice;

import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.identity.SessionStore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Opens the link of a message. Mail scanners open links too: nothing is shown and nothing is
/// spent, and the token leaves the address bar.
@RestController
final class LinkController {
    private final SessionStore sessions;
    private final Cases cases;
    private final Cookies cookies;
    private final Pages pages;
    private final Strangers strangers;

    LinkController(SessionStore sessions, Cases cases, Cookies cookies, Pages pages, Strangers strangers) {
        this.sessions = sessions;
        this.cases = cases;
        this.cookies = cookies;
        this.pages = pages;
        this.strangers = strangers;
    }

    @GetMapping("/l/{token}")
    ResponseEntity<String> open(@PathVariable String token) {
        return sessions.open(token).map(this::in).orElseGet(() -> pages.show(HttpStatus.GONE, strangers.linkIsOver()));
    }

    /// The same for every token, good or not.
    @RequestMapping(path = "/l/{token}", method = RequestMethod.HEAD)
    ResponseEntity<Void> look(@PathVariable String token) {
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<String> in(SessionStore.Opened opened) {
        if (opened.firstTime()) {
            cases.apply(opened.caseId(), new Input.LinkOpened(opened.contactId()), Standings.CUSTOMER);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/r/")
                .header(HttpHeaders.SET_COOKIE, cookies.set(opened.id()))
                .build();
    }
}
