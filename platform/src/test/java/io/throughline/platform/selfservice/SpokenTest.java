package io.throughline.platform.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything that the pages say has Spanish words, and every place in them comes back.
class SpokenTest {
    private static final Pattern SAID = Pattern.compile("say\\((?:[^\"()]*\\? )?\"([^\"]+)\"(?: : \"([^\"]+)\")?");
    private static final Pattern WORDS =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\s*\\+\\s*\"((?:[^\"\\\\]|\\\\.)*)\")*");

    @Test
    void what_templates_say_is_there_in_spanish() throws IOException {
        var missing = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "jte", "selfservice"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                SAID.matcher(Files.readString(file))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                        .filter(words -> words != null && !Spoken.words("es").containsKey(words))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    /// Sentences in the classes that make pages: two words or more, beginning with a capital letter.
    @Test
    void what_classes_say_is_there_in_spanish() throws IOException {
        var missing = new TreeSet<String>();
        for (var name : new String[] {"PageMaker", "ProofController", "StepController"}) {
            var text = Files.readString(Path.of("src/main/java/io/throughline/platform/selfservice", name + ".java"));
            WORDS.matcher(text)
                    .results()
                    .map(found -> found.group().replaceAll("\"\\s*\\+\\s*\"", ""))
                    .map(quoted -> quoted.substring(1, quoted.length() - 1))
                    .filter(words -> words.matches("[A-Z][a-z]* .*")
                            && !Spoken.words("es").containsKey(words))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void what_is_said_of_outcomes_is_there_in_spanish() {
        var outcomes = new TreeSet<>(Outcomes.known());
        outcomes.add("something else");
        for (var outcome : outcomes) {
            for (boolean success : new boolean[] {true, false}) {
                var finished = new Prompt.Finished(outcome, success, List.of());
                assertThat(Spoken.words("es"))
                        .containsKey(Outcomes.heading(finished))
                        .containsKeys(Outcomes.next(finished).toArray(String[]::new));
            }
        }
    }

    @Test
    void places_are_the_same_in_both_languages() {
        Spoken.words("es").forEach((english, spanish) -> {
            for (int i = 0; i < 3; i++) {
                assertThat(spanish.contains("{" + i + "}")).as(english).isEqualTo(english.contains("{" + i + "}"));
            }
        });
        assertThat(Spoken.in("es", "{0} payments", 3)).isEqualTo("3 pagos");
        assertThat(Spoken.in("fr", "Continue")).isEqualTo("Continue");
    }
}
