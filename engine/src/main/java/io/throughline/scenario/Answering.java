package io.throughline.scenario;

import io.throughline.engine.Document;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DocumentType;
import io.throughline.workflow.Field;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import io.throughline.workflow.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers to a step, as a scenario gives them: texts, and documents such as `pdf`, `pdf of 200kB`, `png sent as pdf`.
record Answering(Map<String, String> texts, Map<String, Document> documents) {
    private static final Pattern DOCUMENT = Pattern.compile("([a-z]+)(?: of (\\d{1,6})(kB|MB))?(?: sent as ([a-z]+))?");

    /// The answers on a line; what the step does not ask is a problem.
    ///
    /// @param step that they answer; null: none is known
    static Answering of(Said said, @Nullable Step step) {
        var texts = new LinkedHashMap<String, String>();
        var documents = new LinkedHashMap<String, Document>();
        said.table().ifPresent(table -> {
            for (var name : table.keys()) {
                if (step != null && !asks(step).contains(name)) {
                    table.problem(
                            table.atKey(name),
                            Rule.UNKNOWN_NAME,
                            "step \"" + step.name() + "\" does not ask for \"" + name + "\""
                                    + Nearest.hint(name, asks(step)));
                } else if (isUpload(step, name)) {
                    document(table, name).ifPresent(document -> documents.put(name, document));
                } else {
                    texts.put(name, table.text(name));
                }
            }
        });
        return new Answering(texts, documents);
    }

    /// The step that a choice leads to, if it leads to one.
    static @Nullable Step behind(Definition definition, String choice) {
        return definition.steps().values().stream()
                .filter(step ->
                        step instanceof Step.Choose choose && choose.choices().containsKey(choice))
                .map(step -> step.common().on().get(choice))
                .filter(target -> target != null && definition.steps().containsKey(target))
                .map(definition::step)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> asks(Step step) {
        return switch (step) {
            case Step.Verify _ -> GivenReader.KNOWN.keySet();
            case Step.Ask ask -> ask.fields().keySet();
            case Step.Check check -> check.lines().keySet();
            case Step.Arrange arrange ->
                arrange.kind() == Step.Arrange.Kind.PLAN ? Set.of("date", "instalments") : Set.of("date");
            default -> Set.of();
        };
    }

    private static boolean isUpload(@Nullable Step step, String name) {
        return step instanceof Step.Ask ask
                && ask.fields().get(name) instanceof Field field
                && field.type() instanceof Field.Type.Upload;
    }

    private static Optional<Document> document(Table table, String name) {
        var match = DOCUMENT.matcher(table.text(name));
        if (!match.matches()) {
            table.problem(table.at(name), Rule.SHAPE, "write a document as pdf, pdf of 200kB or png sent as pdf");
            return Optional.empty();
        }
        var sniffed = type(match.group(1));
        var declared = match.group(4) == null ? sniffed : type(match.group(4));
        long unit = "MB".equals(match.group(3)) ? 1_000_000 : 1_000;
        long bytes = match.group(2) == null ? 20_000 : Long.parseLong(match.group(2)) * unit;
        return Optional.of(new Document("document-" + name, "0".repeat(64), declared, known(sniffed), bytes));
    }

    private static String type(String word) {
        return types().stream()
                .filter(type -> type.name().equalsIgnoreCase(word))
                .map(DocumentType::contentType)
                .findFirst()
                .orElse("application/" + word);
    }

    private static @Nullable String known(String contentType) {
        return types().stream().anyMatch(type -> type.contentType().equals(contentType)) ? contentType : null;
    }

    private static List<DocumentType> types() {
        return Arrays.asList(DocumentType.values());
    }
}
