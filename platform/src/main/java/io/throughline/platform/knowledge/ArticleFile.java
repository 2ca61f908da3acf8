package io.throughline.platform.knowledge;

import io.throughline.workflow.Finding;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an article: Markdown below a front matter in YAML between two lines `---`. Everything that
/// is wrong is told with its line, and names that do not exist with the nearest that does.
final class ArticleFile {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final Pattern FENCE = Pattern.compile("(?m)^---[ \\t]*$");
    static final int LONGEST_BODY = 60_000;
    private static final int LONGEST_TITLE = 200;

    private final Names names;
    private final Findings findings;

    /// What an article may name.
    ///
    /// @param steps as `workflow` and `workflow/step`
    record Names(List<String> roles, Set<String> purposes, Set<String> steps) {}

    ArticleFile(Names names, Findings findings) {
        this.names = names;
        this.findings = findings;
    }

    /// @return empty if there is a finding
    Optional<Article> read(String file, String text) {
        int before = findings.all().size();
        var plain = text.replace("\r\n", "\n");
        var fences = FENCE.matcher(plain);
        if (!fences.find() || fences.start() != 0 || !fences.find()) {
            findings.add(new Finding(
                    file,
                    1,
                    1,
                    Rule.SHAPE,
                    "an article begins with its front matter: YAML between two lines that say ---"));
            return Optional.empty();
        }
        // the first fence is left out, its line break is not: so lines are those of the file
        var root = Table.compose(file, plain.substring(3, fences.start()), findings);
        if (root == null) {
            return Optional.empty();
        }
        var read = article(file, new Table(file, root, "the front matter", findings), plain, fences.end());
        return findings.all().size() == before ? Optional.of(read) : Optional.empty();
    }

    private Article article(String file, Table table, String text, int bodyAt) {
        var body = text.substring(bodyAt).strip();
        if (body.isEmpty() || body.length() > LONGEST_BODY) {
            int line = 1
                    + (int) text.substring(0, bodyAt)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            findings.add(new Finding(
                    file,
                    line,
                    1,
                    Rule.MISSING,
                    body.isEmpty()
                            ? "the article has no text below its front matter"
                            : "the text is longer than " + LONGEST_BODY + " characters; make two articles of it"));
        }
        var from = day(table, "from");
        var until = day(table, "until");
        if (from != null && until != null && until.isBefore(from)) {
            table.problem(table.at("until"), Rule.SHAPE, "\"until\" is before \"from\"");
        }
        var read = new Article(
                id(table),
                title(table),
                table.text("owner"),
                language(table),
                table.has("state")
                        ? Article.State.of(table.word("state", "a state", Article.State.WORDS))
                        : Article.State.PUBLISHED,
                from == null ? LocalDate.EPOCH : from,
                until,
                Set.copyOf(new HashSet<>(table.words("roles", "a role", names.roles()))),
                Set.copyOf(new HashSet<>(table.words("purposes", "a purpose of a workflow", names.purposes()))),
                new HashSet<>(table.findTexts("tags")),
                new HashSet<>(table.words("steps", "a workflow, or a step as workflow/step", names.steps())),
                body);
        table.done();
        return read;
    }

    private static String id(Table table) {
        var id = table.text("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            table.problem(
                    table.at("id"),
                    Rule.SHAPE,
                    "\"" + id + "\" cannot be an article's id; write it in small letters, as late-fees");
        }
        return id;
    }

    private static String title(Table table) {
        var title = table.text("title");
        if (title.length() > LONGEST_TITLE) {
            table.problem(table.at("title"), Rule.SHAPE, "a title has at most " + LONGEST_TITLE + " characters");
        }
        return title;
    }

    private static String language(Table table) {
        return table.has("language") ? table.word("language", "a language", Languages.KNOWN) : "en";
    }

    private static @Nullable LocalDate day(Table table, String key) {
        var text = table.find(key).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException _) {
            table.problem(
                    table.at(key), Rule.SHAPE, "\"" + key + "\" is a day such as 2026-12-01, not \"" + text + "\"");
            return null;
        }
    }
}
