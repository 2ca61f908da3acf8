package io.throughline.policy.pack;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.throughline.workflow.Nearest;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a file of cases: comma-separated, a header, JSON in four of its columns. See docs/policy.md
/// for the columns.
public final class CaseTable {
    private static final List<String> COLUMNS = List.of(
            "id",
            "rule",
            "jurisdiction",
            "industry",
            "actor",
            "channel",
            "action",
            "at",
            "consumer_state",
            "consumer_zip",
            "area_code",
            "contact_history",
            "consent_state",
            "account_flags",
            "action_params",
            "expected_decision",
            "reason_code");
    private static final String INBOUND = "process_inbound_text";
    private static final List<String> WORDS = List.of("jurisdiction", "actor", "channel", "action");

    /// What was read, and what was not.
    ///
    /// @param problems rows that could not be read, with line and column
    /// @param warnings names and words that the fact model does not have; nothing follows from them
    public record Read(List<PolicyCase> cases, List<String> problems, List<String> warnings) {}

    private final FactModel model;
    private final ReplyReader replies;
    private final String file;
    private final List<PolicyCase> cases = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private List<String> header = List.of();

    private CaseTable(FactModel model, String file, ReplyReader replies) {
        this.model = model;
        this.replies = replies;
        this.file = file;
    }

    /// @param file its name, for messages
    /// @param replies understands words that came in, where a row does not say what they mean
    public static Read read(Policy policy, String file, String text, ReplyReader replies) {
        var table = new CaseTable(policy.model(), file, replies);
        table.read(text);
        return new Read(table.cases, table.problems, table.warnings);
    }

    /// One situation out of the columns of such a file; what is left out is empty.
    public static Read one(Policy policy, Map<String, String> cells, ReplyReader replies) {
        var table = new CaseTable(policy.model(), "the situation", replies);
        table.header = COLUMNS;
        table.row(new LinkedHashMap<>(cells), 1);
        return new Read(table.cases, table.problems, table.warnings);
    }

    private void read(String text) {
        try (var reader = CsvReader.builder().skipEmptyLines(true).ofCsvRecord(text)) {
            for (var row : reader) {
                if (header.isEmpty()) {
                    header(row);
                    if (!problems.isEmpty()) {
                        return;
                    }
                } else {
                    row(row);
                }
            }
        } catch (CsvParseException e) {
            problems.add(file + ": " + e.getMessage());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (header.isEmpty()) {
            problems.add(
                    file + ":1: the file is empty; its first line must name the columns " + String.join(", ", COLUMNS));
        }
    }

    private void header(CsvRecord row) {
        header = row.getFields().stream().map(String::strip).toList();
        for (var column : COLUMNS) {
            if (!header.contains(column)) {
                problems.add(file + ":1: there is no column \"" + column + "\"" + Nearest.hint(column, header));
            }
        }
    }

    private void row(CsvRecord row) {
        int line = (int) row.getStartingLineNumber();
        if (row.getFieldCount() < COLUMNS.size()) {
            problems.add(
                    file + ":" + line + ": the row has " + row.getFieldCount() + " cells, the header " + header.size());
            return;
        }
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size() && i < row.getFieldCount(); i++) {
            cells.put(header.get(i), row.getField(i));
        }
        row(cells, line);
    }

    private void row(Map<String, String> cells, int line) {
        int before = problems.size();
        words(cells, line);
        var situation = situation(cells, line);
        if (problems.size() == before) {
            cases.add(new PolicyCase(
                    cell(cells, "id"),
                    line,
                    situation,
                    cell(cells, "expected_decision"),
                    cell(cells, "reason_code"),
                    cell(cells, "note")));
        }
    }

    private static String cell(Map<String, String> cells, String column) {
        return cells.getOrDefault(column, "").strip();
    }

    private void words(Map<String, String> cells, int line) {
        for (var column : WORDS) {
            var valid = model.lists().getOrDefault(column + "s", List.of());
            var word = cell(cells, column);
            if (!valid.contains(word)) {
                warnings.add(place(line, column) + "\"" + word + "\" is a word that no rule knows"
                        + Nearest.hint(word, valid));
            }
        }
    }

    private String place(int line, String column) {
        return file + ":" + line + ":" + (header.indexOf(column) + 1) + " (" + column + "): ";
    }

    private Optional<Situation> situation(Map<String, String> cells, int line) {
        var reader = new FactsReader(model);
        var history = history(reader, cells, line);
        var consent = facts(reader, "consent", "consent_state", cells, line);
        var account = facts(reader, "account", "account_flags", cells, line);
        var action = facts(reader, "action", "action_params", cells, line);
        reader.unknown().forEach(name -> warnings.add(file + ":" + line + ": " + name));
        reader.problems()
                .forEach(problem -> warnings.add(
                        file + ":" + line + ": " + problem + "; taken as a fact whose source did not answer"));
        var at = at(cells, line);
        if (at == null) {
            return Optional.empty();
        }
        var who = new LinkedHashMap<>(cells);
        who.replaceAll((_, cell) -> cell.strip());
        return Optional.of(Situation.of(model, who, at, history, consent, account, action));
    }

    /// A clock that reports a failure leaves the row without an instant, which denies.
    private @Nullable ZonedDateTime at(Map<String, String> cells, int line) {
        var text = cell(cells, "at");
        try {
            return text.isEmpty() || FactsReader.isFailure(text) ? null : ZonedDateTime.parse(text);
        } catch (DateTimeException e) {
            problems.add(place(line, "at") + "\"" + text
                    + "\" is not an instant; write it as 2026-06-15T15:00:00-04:00[America/New_York]");
            return null;
        }
    }

    private List<Facts> history(FactsReader reader, Map<String, String> cells, int line) {
        var value = json("contact_history", cells, line);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            return List.of(failed(reader, "contact", "contact_history", "a list", value, line));
        }
        var contacts = new ArrayList<Facts>();
        for (var item : list) {
            contacts.add(
                    item instanceof Map<?, ?> map
                            ? reader.read("contact", map)
                            : failed(reader, "contact", "contact_history", "a list of objects", item, line));
        }
        return contacts;
    }

    private Facts facts(FactsReader reader, String group, String column, Map<String, String> cells, int line) {
        var value = json(column, cells, line);
        if (value == null) {
            return reader.read(group, Map.of());
        }
        return value instanceof Map<?, ?> map
                ? reader.read(group, group.equals("action") ? understood(map, cells) : map)
                : failed(reader, group, column, "an object", value, line);
    }

    /// The facts of an action, with what the words that came in were understood to say.
    private Map<?, ?> understood(Map<?, ?> facts, Map<String, String> cells) {
        if (!cell(cells, "action").equals(INBOUND)
                || !(facts.get("text") instanceof String text)
                || facts.containsKey("reply_labels")) {
            return facts;
        }
        var more = new LinkedHashMap<Object, Object>(facts);
        replies.read(cell(cells, "channel"), text).ifPresent(read -> {
            more.put("reply_labels", read.labels().stream().sorted().toList());
            more.put("reply_doubtful", read.doubtful());
        });
        return more;
    }

    private Facts failed(
            FactsReader reader, String group, String column, String wanted, @Nullable Object value, int line) {
        if (!(value instanceof String word && FactsReader.isFailure(word))) {
            problems.add(place(line, column) + "must be " + wanted);
        }
        return reader.failed(group);
    }

    /// JSON is read as the part of YAML that it is.
    private @Nullable Object json(String column, Map<String, String> cells, int line) {
        var text = cell(cells, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return new Load(LoadSettings.builder().setLabel(column).build()).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            problems.add(place(line, column) + "is not JSON: " + e.getProblem()
                    + e.getProblemMark()
                            .map(mark -> " at character " + (mark.getIndex() + 1))
                            .orElse(""));
        } catch (YamlEngineException e) {
            problems.add(place(line, column) + "is not JSON: " + e.getMessage());
        }
        return null;
    }
}
