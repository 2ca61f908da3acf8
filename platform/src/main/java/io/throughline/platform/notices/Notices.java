package io.throughline.platform.notices;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Validation notices, made and given.
public interface Notices {
    /// A notice as a document.
    ///
    /// @param given whether it was given; if not, this is how it would look
    /// @param sha256 of the HTML
    record Document(
            String account,
            String language,
            String version,
            LocalDate sent,
            LocalDate periodEnd,
            boolean given,
            String html,
            String sha256) {
        @Override
        public String toString() {
            return "Document[" + account + ", " + language + "]";
        }
    }

    /// A notice that cannot be made, and what to do about it.
    final class NoNotice extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String code;

        public NoNotice(String code, String message) {
            super(message);
            this.code = code;
        }

        /// Stable, such as `notice.does-not-add-up`.
        public String code() {
            return code;
        }
    }

    /// Whether there is what a notice about an account needs.
    boolean isPossible(String account);

    /// The notice that was given, or how it would look if it were sent on that day.
    ///
    /// @param sent the day it is sent; null: today
    /// @throws NoNotice if it cannot be made
    Document look(String account, @Nullable String language, @Nullable LocalDate sent);

    /// Gives the notice: it is kept word for word, and the period runs from the first day on which one was sent. Giving
    /// it again gives the same one.
    ///
    /// @param channel by which: `letter`, `web`, `email`
    /// @throws NoNotice if it cannot be made
    Document give(String account, @Nullable String language, @Nullable LocalDate sent, String channel);

    /// The same document as tagged PDF.
    byte[] pdf(Document document);

    /// The notice as one of our pages, with the style from there; empty if none was given.
    Optional<String> page(String account, String language, String stylesheet);
}
