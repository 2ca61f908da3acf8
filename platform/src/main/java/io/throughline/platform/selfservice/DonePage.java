package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The proof: permanent at the same link.
record DonePage(
        Frame frame,
        String heading,
        String reference,
        @Nullable String posted,
        @Nullable String postedMachine,
        List<Prompt.Fact> facts,
        List<String> next)
        implements Page {
    @Override
    public String template() {
        return "done.jte";
    }
}
