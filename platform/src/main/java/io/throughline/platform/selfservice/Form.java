package io.throughline.platform.selfservice;

import jakarta.servlet.http.HttpServletRequest;

/// The fields of a posted form, read within limits.
final class Form {
    private static final int LONGEST = 300;

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

    /// A field's text, empty if it is missing; nothing longer than a person would type.
    String text(String name) {
        var value = request.getParameter(name);
        if (value == null || value.length() > LONGEST) {
            return "";
        }
        return value.strip();
    }
}
