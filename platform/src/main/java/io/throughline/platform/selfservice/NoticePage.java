package io.throughline.platform.selfservice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says how things are, and the way on.
record NoticePage(
        Frame frame,
        String heading,
        List<String> paragraphs,
        @Nullable String reference,
        @Nullable Act act,
        @Nullable Act other)
        implements Page {
    @Override
    public String template() {
        return "notice.jte";
    }

    /// @param name its `data-act`
    record Act(String name, String words, String to, boolean post) {}
}
