package io.throughline.launcher;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The rows that were not taken, for the person who has to mend them: line, column, value and reason.
record RejectsFile(Path path) {
    private static final List<String> HEADER = List.of("line", "column", "value", "reason");

    static Path beside(Path input) {
        return input.resolveSibling(input.getFileName() + ".rejects.csv");
    }

    /// Writes them anew; a file of an earlier import is replaced, and removed when there is nothing to mend.
    int write(JsonNode rejects, PortfolioSource source, java.util.function.UnaryOperator<String> columnName) {
        try {
            if (rejects.isEmpty()) {
                Files.deleteIfExists(path);
                return 0;
            }
            try (CsvWriter csv = CsvWriter.builder().build(path)) {
                csv.writeRecord(HEADER);
                for (JsonNode reject : rejects) {
                    csv.writeRecord(
                            Long.toString(source.lineInFile(Json.number(reject, "line"))),
                            asText(columnName.apply(Json.text(reject, "column"))),
                            asText(Json.text(reject, "value")),
                            asText(Json.text(reject, "reason")));
                }
            }
            return rejects.size();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Good rows were imported, but the rejects cannot be written to " + path + ": " + e.getMessage(),
                    e);
        }
    }

    /// A spreadsheet must not take a cell for a formula.
    static String asText(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
