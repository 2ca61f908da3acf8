package io.throughline.platform.selfservice;

import io.throughline.platform.cases.Cases;
import io.throughline.platform.identity.SessionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Every fault of these pages is a page with a way on.
@RestControllerAdvice(basePackageClasses = Troubles.class)
final class Troubles {
    private static final Logger log = LoggerFactory.getLogger(Troubles.class);

    private final Pages pages;
    private final Strangers strangers;
    private final SessionStore sessions;

    Troubles(Pages pages, Strangers strangers, SessionStore sessions) {
        this.pages = pages;
        this.strangers = strangers;
        this.sessions = sessions;
    }

    @ExceptionHandler({Entrance.NoVisitor.class, Cases.UnknownCase.class})
    ResponseEntity<String> nobody() {
        return pages.show(HttpStatus.GONE, strangers.linkIsOver());
    }

    @ExceptionHandler(Entrance.FromElsewhere.class)
    ResponseEntity<String> fromElsewhere() {
        return pages.show(HttpStatus.FORBIDDEN, strangers.fromElsewhere());
    }

    @ExceptionHandler(Form.Unreadable.class)
    ResponseEntity<String> unreadable() {
        return pages.show(HttpStatus.BAD_REQUEST, strangers.unreadable());
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    ResponseEntity<String> otherMethod() {
        return pages.show(HttpStatus.METHOD_NOT_ALLOWED, strangers.unreadable());
    }

    @ExceptionHandler(DataAccessException.class)
    ResponseEntity<String> storeIsAway(DataAccessException e) {
        var page = trouble(e);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .headers(page.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(page.getBody());
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<String> trouble(Exception e) {
        var reference = sessions.errorReference();
        log.error("a customer page failed, reference {}", reference, e);
        return pages.show(HttpStatus.INTERNAL_SERVER_ERROR, strangers.trouble(reference));
    }
}
