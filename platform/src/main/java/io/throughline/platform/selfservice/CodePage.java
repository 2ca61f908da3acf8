package io.throughline.platform.selfservice;

import org.jspecify.annotations.Nullable;

/// Asks for the code that was sent. What was typed as the code is never shown again.
record CodePage(
        Frame frame,
        String endingIn,
        boolean withBirthDate,
        String dateOfBirth,
        boolean orFacts,
        int triesLeft,
        @Nullable String notice)
        implements Page {
    @Override
    public String template() {
        return "code.jte";
    }
}
