package io.throughline.workflow;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an agent sees beside a step: words to say, tips, and tags of knowledge.
public record Guide(@Nullable Template say, List<Template> tips, List<String> knowledge) {

    /// Facts that its words use.
    public List<String> names() {
        return Stream.concat(say == null ? Stream.of() : Stream.of(say), tips.stream())
                .flatMap(template -> template.names().stream())
                .toList();
    }
}
