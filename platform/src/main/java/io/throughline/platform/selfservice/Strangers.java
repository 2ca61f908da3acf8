package io.throughline.platform.selfservice;

import io.throughline.platform.selfservice.NoticePage.Act;
import java.util.List;

/// Pages for people we know nothing about: they are the same for everybody, to the byte.
final class Strangers {
    private final String css;

    Strangers(String css) {
        this.css = css;
    }

    /// Unknown, expired, replaced, stopped and foreign links, and a browser that lost its session.
    Page linkIsOver() {
        return page(
                "expired",
                "This page is not open any more",
                List.of(
                        "Open the link in our newest message again. LinkStore stop working after 14 days, and when they are"
                                + " replaced.",
                        "If it does not open, call the number in the message, or answer the message and ask for a person."
                                + " Nothing you did is lost."),
                null);
    }

    Page stopped() {
        return page(
                "done",
                "Thank you. We stop these messages",
                List.of(
                        "We are sorry for the trouble. You do not need to do anything else, and you can close this page."),
                null);
    }

    Page unreadable() {
        return page(
                "exception",
                "We could not read what was sent",
                List.of("Nothing was changed and nothing is lost. Go back to your page and try again."),
                new Act("back", "Back to your page", "/r/", false));
    }

    Page fromElsewhere() {
        return page(
                "exception",
                "That came from another site",
                List.of("To keep your account safe we took nothing from it. Go to your page and try again there."),
                new Act("back", "Go to your page", "/r/", false));
    }

    Page trouble(String reference) {
        return page(
                "exception",
                "Something went wrong on our side",
                List.of(
                        "What you had done before is kept, and trying again is safe: nothing is done twice.",
                        "If it happens again, call the number in the message and give the reference " + reference
                                + "."),
                new Act("back", "Try again", "/r/", false));
    }

    private Page page(String kind, String heading, List<String> words, @org.jspecify.annotations.Nullable Act act) {
        return new NoticePage(
                new Frame(heading, "Customer page", null, "en", kind, "none", null, css, "", List.of(), 0, false),
                heading,
                words,
                null,
                act,
                null);
    }
}
