package io.throughline.platform.records;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.throughline.platform.records.ImportRow.Reject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rejects of an import: the first in memory for the answer, all of them in a file that is made with the
/// first.
final class Rejects implements Closeable {
    static final int ANSWERED = 1_000;
    private final Path file;
    private final List<Reject> first = new ArrayList<>();
    private @Nullable CsvWriter writer;

    Rejects(Path file) {
        this.file = file;
    }

    void add(Reject reject) throws IOException {
        if (first.size() < ANSWERED) {
            first.add(reject);
        }
        writer().writeRecord(
                        Long.toString(reject.line()), reject.column(), safe(reject.value()), safe(reject.reason()));
    }

    List<Reject> first() {
        return List.copyOf(first);
    }

    @Nullable
    Path file() {
        return writer == null ? null : file;
    }

    /// A spreadsheet takes a cell that begins like this for a formula; an apostrophe makes it text.
    static String safe(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private CsvWriter writer() throws IOException {
        var open = writer;
        if (open == null) {
            Files.createDirectories(file.getParent());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            open = CsvWriter.builder().build(file);
            open.writeRecord("line", "column", "value", "reason");
            writer = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
