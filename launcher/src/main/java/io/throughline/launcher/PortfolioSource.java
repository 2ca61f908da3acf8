package io.throughline.launcher;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A portfolio file as a stream of our CSV, however long it is: unpacked if it is gzipped, its
/// columns mapped if it is foreign. It remembers which line of the file each line of the stream
/// came from, so that a rejected row can be found again.
final class PortfolioSource {
    private static final int ROWS_AT_A_TIME = 500;

    private final Path file;
    private final Optional<ColumnMapping> mapping;
    private final AtomicLong bytesRead = new AtomicLong();
    private Lines lines = new Lines();

    PortfolioSource(Path file, Optional<ColumnMapping> mapping) {
        this.file = file;
        this.mapping = mapping;
    }

    /// How much of the file has gone out, as a share.
    double share() {
        try {
            long size = Files.size(file);
            return size == 0 ? 1 : Math.min(1, bytesRead.get() / (double) size);
        } catch (IOException ignored) {
            return 0;
        }
    }

    /// Opens the stream from its beginning; may be asked for again.
    InputStream open() {
        try {
            bytesRead.set(0);
            lines = new Lines();
            InputStream raw = new Counted(Files.newInputStream(file));
            InputStream plain = isGzipped() ? new GZIPInputStream(raw, 1 << 16) : raw;
            return mapping.isPresent() ? new Mapped(plain, mapping.get(), lines) : plain;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// The line of the file behind a line of the stream.
    long lineInFile(long lineInStream) {
        return mapping.isPresent() ? lines.sourceOf(lineInStream) : lineInStream;
    }

    private boolean isGzipped() throws IOException {
        try (InputStream start = Files.newInputStream(file)) {
            return start.read() == 0x1f && start.read() == 0x8b;
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            bytesRead.addAndGet(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            bytesRead.addAndGet(Math.max(0, count));
            return count;
        }
    }

    /// Pairs of lines, one only where the distance between the two changes: a million rows without gaps take no room.
    private static final class Lines {
        private long[] stream = new long[16];
        private long[] source = new long[16];
        private int size;

        void add(long inStream, long inSource) {
            if (size > 0 && inSource - inStream == source[size - 1] - stream[size - 1]) {
                return;
            }
            if (size == stream.length) {
                stream = Arrays.copyOf(stream, size * 2);
                source = Arrays.copyOf(source, size * 2);
            }
            stream[size] = inStream;
            source[size++] = inSource;
        }

        long sourceOf(long inStream) {
            int at = Arrays.binarySearch(stream, 0, size, inStream);
            int before = at >= 0 ? at : -at - 2;
            return before < 0 ? inStream : source[before] + inStream - stream[before];
        }
    }

    /// Reads their rows and hands out ours, some hundred at a time.
    private static final class Mapped extends InputStream {
        private final CsvReader<NamedCsvRecord> reader;
        private final Iterator<NamedCsvRecord> rows;
        private final ColumnMapping mapping;
        private final Lines lines;
        private byte[] buffer = new byte[0];
        private int position;
        private long lineOut;
        private @Nullable List<String> header;

        Mapped(InputStream in, ColumnMapping mapping, Lines lines) throws IOException {
            this.reader = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
            this.rows = reader.iterator();
            this.mapping = mapping;
            this.lines = lines;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == buffer.length && !fill()) {
                return -1;
            }
            int count = Math.min(length, buffer.length - position);
            System.arraycopy(buffer, position, bytes, offset, count);
            position += count;
            return count;
        }

        private boolean fill() throws IOException {
            StringWriter text = new StringWriter();
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
            if (lineOut == 0) {
                csv.writeRecord(mapping.columns().keySet());
                lineOut = 1;
            }
            try {
                for (int count = 0; count < ROWS_AT_A_TIME && rows.hasNext(); count++) {
                    write(csv, rows.next());
                }
            } catch (CsvParseException | UncheckedIOException e) {
                throw new IOException("the file cannot be read as CSV: " + e.getMessage(), e);
            }
            csv.flush();
            buffer = text.toString().getBytes(StandardCharsets.UTF_8);
            position = 0;
            return buffer.length > 0 || rows.hasNext() && fill();
        }

        private void write(CsvWriter csv, NamedCsvRecord row) {
            if (header == null) {
                header = row.getHeader();
                mapping.check(header);
            }
            mapping.apply(name -> row.findField(name).orElse("")).ifPresent(fields -> {
                csv.writeRecord(fields.stream().map(Mapped::onOneLine).toList());
                lineOut++;
                lines.add(lineOut, row.getStartingLineNumber());
            });
        }

        /// A line break inside a field would put the count of lines out.
        private static String onOneLine(String field) {
            return field.indexOf('\n') < 0 && field.indexOf('\r') < 0 ? field : field.replaceAll("[\\r\\n]+", " ");
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
