package io.throughline.platform.outreach;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Registries as files of a folder, each with the day of its data in every row: `reassigned.csv`
/// (`phone,disconnected,as_of`; an empty day means never) and `do-not-call.csv` (`phone,as_of`). A
/// file that is replaced is read again.
final class FileNumberRegistry implements NumberRegistry {
    private final Path folder;
    private final AtomicReference<@Nullable Table> reassigned = new AtomicReference<>();
    private final AtomicReference<@Nullable Table> doNotCall = new AtomicReference<>();

    FileNumberRegistry(Path folder) {
        this.folder = folder;
    }

    /// A file as it was read.
    ///
    /// @param rows the day of disconnection by number
    /// @param asOf the newest day of its data
    private record Table(FileTime read, Map<String, Optional<LocalDate>> rows, LocalDate asOf) {}

    @Override
    public Entry reassigned(String e164, LocalDate lastKnown) {
        var table = table("reassigned.csv", reassigned);
        var row = table.rows().get(e164);
        if (row == null) {
            return new Entry(Answer.NO_DATA, table.asOf());
        }
        boolean since = row.isPresent() && !row.get().isBefore(lastKnown);
        return new Entry(since ? Answer.YES : Answer.NO, table.asOf());
    }

    @Override
    public Entry doNotCall(String e164) {
        var table = table("do-not-call.csv", doNotCall);
        return new Entry(table.rows().containsKey(e164) ? Answer.YES : Answer.NO, table.asOf());
    }

    private Table table(String name, AtomicReference<@Nullable Table> held) {
        var file = folder.resolve(name);
        try {
            var changed = Files.getLastModifiedTime(file);
            var table = held.get();
            if (table == null || !table.read().equals(changed)) {
                table = read(file, changed);
                held.set(table);
            }
            return table;
        } catch (IOException
                | UncheckedIOException
                | CsvParseException
                | DateTimeException
                | IllegalArgumentException e) {
            throw new Unavailable("the registry " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Table read(Path file, FileTime changed) throws IOException {
        var rows = new HashMap<String, Optional<LocalDate>>();
        var asOf = LocalDate.MIN;
        try (var lines = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (var line : lines) {
                var day = LocalDate.parse(field(line, "as_of"));
                asOf = day.isAfter(asOf) ? day : asOf;
                rows.put(
                        CaseContacts.normal(io.throughline.engine.By.Channel.SMS, field(line, "phone")),
                        line.findField("disconnected")
                                .map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .map(LocalDate::parse));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("it has no rows, so nobody knows of which day it is");
        }
        return new Table(changed, Map.copyOf(rows), asOf);
    }

    private static String field(NamedCsvRecord line, String name) {
        return line.findField(name)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> new IllegalArgumentException("line " + line.getStartingLineNumber() + " has no " + name));
    }
}
