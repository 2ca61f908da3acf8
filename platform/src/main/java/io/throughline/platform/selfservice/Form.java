package io.throughline.platform.selfservice;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of a posted form, read within limits.
final class Form {
    private static final int LONGEST = 300;
    private static final int MOST_WORDS = 20_000;

    /// The body could not be read as a form: cut off, too large, or not encoded as one.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(RuntimeException cause) {
            super("a form could not be read", cause);
        }
    }

    private final HttpServletRequest request;

    private Form(HttpServletRequest request) {
        this.request = request;
    }

    static Form of(HttpServletRequest request) {
        try {
            request.getParameterMap();
        } catch (RuntimeException e) {
            // Tomcat tells a body too large, cut off or badly encoded by exceptions of its own
            throw new Unreadable(e);
        }
        return new Form(request);
    }

    /// A longer text, with its lines; null if it was not sent at all.
    @Nullable
    String words(String name) {
        var value = request.getParameter(name);
        return value == null || value.length() > MOST_WORDS ? null : value;
    }

    /// A file, empty if none was chosen.
    ///
    /// @param most bytes to read; one more is read of a larger file, so that its size tells
    Optional<Upload> file(String name, long most) {
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        try {
            var part = request.getPart(name);
            if (part == null || part.getSize() == 0) {
                return Optional.empty();
            }
            try (var in = part.getInputStream()) {
                var declared = part.getContentType() == null ? "" : part.getContentType();
                return Optional.of(new Upload(declared.toLowerCase(Locale.ROOT), in.readNBytes((int) most + 1)));
            }
        } catch (IOException | ServletException | IllegalStateException e) {
            throw new Unreadable(new IllegalStateException("the parts of a form could not be read", e));
        }
    }

    /// @param declared content type that the browser told, or empty
    record Upload(String declared, byte[] content) {}

    /// A field's text, empty if it is missing; nothing longer than a person would type.
    String text(String name) {
        var value = request.getParameter(name);
        if (value == null || value.length() > LONGEST) {
            return "";
        }
        return value.strip();
    }
}
