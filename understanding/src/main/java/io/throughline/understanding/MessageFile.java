package io.throughline.understanding;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.throughline.understanding.Message.Channel;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Messages in a CSV file (RFC 4180, UTF-8): `id,channel,text` and, when somebody has labelled them, `labels`.
public final class MessageFile {
    private static final Set<String> NEEDED = Set.of("id", "channel", "text");
    private static final String CHANNELS = Arrays.stream(Channel.values())
            .map(it -> it.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private MessageFile() {}

    /// @param labels what a person gave it; null in a file without labels
    public record Row(String id, Message message, @Nullable Set<Label> labels) {}

    /// What is wrong with a file, and where.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /// All rows in their order.
    ///
    /// @throws Unreadable at the first row that is not as it should be, with its line
    public static List<Row> read(Reader in) throws IOException, Unreadable {
        var rows = new ArrayList<Row>();
        var ids = new HashSet<String>();
        try (var csv = CsvReader.builder().skipEmptyLines(true).ofNamedCsvRecord(in)) {
            for (var one : csv) {
                var row = row(one);
                if (!ids.add(row.id())) {
                    throw wrong(one, "the id " + row.id() + " was there before");
                }
                rows.add(row);
            }
        } catch (CsvParseException e) {
            throw new Unreadable("it is not CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new Unreadable("it has no rows; expected a heading id,channel,text[,labels] and a row a message");
        }
        return rows;
    }

    private static Row row(NamedCsvRecord one) throws Unreadable {
        for (var name : NEEDED.stream().sorted().toList()) {
            if (!one.getHeader().contains(name)) {
                throw new Unreadable("it has no column \"" + name + "\"; expected id,channel,text[,labels], found "
                        + String.join(",", one.getHeader()));
            }
            if (one.findField(name).isEmpty()) {
                throw wrong(one, "it has no field for " + name);
            }
        }
        var id = one.getField("id").strip();
        if (id.isEmpty()) {
            throw wrong(one, "the id is empty");
        }
        var message = new Message(channel(one), one.getField("text"));
        var labels = one.findField("labels");
        try {
            return new Row(id, message, labels.isEmpty() ? null : Label.read(labels.get()));
        } catch (IllegalArgumentException e) {
            throw wrong(one, String.valueOf(e.getMessage()));
        }
    }

    private static Channel channel(NamedCsvRecord one) throws Unreadable {
        var word = one.getField("channel").strip();
        try {
            return Channel.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw wrong(one, "the channel \"" + word + "\" is none of " + CHANNELS);
        }
    }

    private static Unreadable wrong(NamedCsvRecord one, String what) {
        return new Unreadable("line " + one.getStartingLineNumber() + ": " + what);
    }
}
