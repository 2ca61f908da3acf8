package io.throughline.platform.selfservice;

import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.Prompt;
import io.throughline.platform.payments.Payments;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// To the processor's card page and back from it. What the customer's browser says on the way back is not believed: the
/// processor's record is read.
@RestController
final class CardController {
    private static final Logger log = LoggerFactory.getLogger(CardController.class);

    private final Entrance entrance;
    private final Standings standings;
    private final PageMaker maker;
    private final Pages pages;
    private final Payments payments;

    CardController(Entrance entrance, Standings standings, PageMaker maker, Pages pages, Payments payments) {
        this.entrance = entrance;
        this.standings = standings;
        this.maker = maker;
        this.pages = pages;
        this.payments = payments;
    }

    @GetMapping("/r/card")
    ResponseEntity<String> card(HttpServletRequest request) {
        var at = standings.of(entrance.visitor(request));
        if (!(at.visitor().verified() && at.prompt() instanceof Prompt.Waiting(var _, var effect) && effect != null)) {
            return Pages.goTo("/r/");
        }
        return payments.checkoutUrl(effect)
                .map(Pages::goTo)
                .orElseGet(() -> pages.show(HttpStatus.OK, maker.openingCard(at)));
    }

    @GetMapping("/r/paid")
    ResponseEntity<String> paid(HttpServletRequest request) throws InterruptedException {
        return returned(request, false);
    }

    @GetMapping("/r/cancelled")
    ResponseEntity<String> cancelled(HttpServletRequest request) throws InterruptedException {
        return returned(request, true);
    }

    private ResponseEntity<String> returned(HttpServletRequest request, boolean cancelled) throws InterruptedException {
        var at = standings.of(entrance.visitor(request));
        if (at.prompt() instanceof Prompt.Waiting(var reason, var effect)
                && reason == Awaiting.PAYMENT
                && effect != null) {
            read(at, effect, cancelled);
            at = standings.of(at.visitor());
        }
        at = standings.settled(at);
        boolean unknown = at.prompt() instanceof Prompt.Waiting(var reason, var _) && reason == Awaiting.PAYMENT;
        return unknown && at.visitor().verified() ? pages.show(HttpStatus.OK, maker.checking(at)) : Pages.goTo("/r/");
    }

    private void read(Standing at, String effect, boolean cancelled) {
        try {
            payments.customerReturned(effect, cancelled);
        } catch (RuntimeException e) {
            // not knowing is an answer too: the page says so, and payments goes on asking
            log.warn(
                    "the return from the card page of case {} could not be looked up",
                    at.state().id(),
                    e);
        }
    }
}
