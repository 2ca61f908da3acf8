package io.throughline.sandbox.portfolio;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a portfolio of made-up customers. The same number, seed and day give the same bytes; a row costs no
/// memory.
///
/// Made on purpose: people who moved and kept their number (area code and postal code disagree), people
/// without e-mail, people who never agreed to texts, numbers that cannot be reached (the line is `0000`),
/// addresses that bounce.
public final class PortfolioWriter {
    private static final int LINES = 9_999;
    private static final int FIRST_EXCHANGE = 555;
    private static final int OTHER_EXCHANGE = 755;

    private record Lender(String name, String product) {}

    private static final List<Lender> LENDERS = List.of(
            new Lender("Harborline Card Services", "credit-card"),
            new Lender("Northgate Savings", "credit-card"),
            new Lender("Bluestem Credit Union", "personal-loan"),
            new Lender("Cedarwood Finance", "personal-loan"),
            new Lender("Pinecrest Auto Credit", "auto-loan"),
            new Lender("Saint Brendan Clinic", "medical"),
            new Lender("Lakeshore Energy", "utility"),
            new Lender("Kestrel Outfitters", "store-card"));
    private static final List<String> BUYERS = List.of("Meridian Receivables", "Tidewater Portfolio Partners");
    private static final List<String> MAIL_DOMAINS = List.of("example.com", "example.net", "example.org");

    private final long seed;
    private final LocalDate today;
    private final int first;
    private final Map<String, Integer> linesUsed = new HashMap<>();
    private final Map<String, Integer> deadLinesUsed = new HashMap<>();

    private PortfolioWriter(long seed, LocalDate today, int first) {
        this.seed = seed;
        this.today = today;
        this.first = first;
    }

    public static void write(int customers, long seed, LocalDate today, Writer to) {
        write(customers, seed, today, 1, to);
    }

    /// The same from another number on: beside a portfolio that begins with 1, other ids and other telephones.
    public static void write(int customers, long seed, LocalDate today, int first, Writer to) {
        PortfolioWriter portfolio = new PortfolioWriter(seed, today, first);
        try {
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
            csv.writeRecord(Customer.COLUMNS);
            for (int number = first; number < first + customers; number++) {
                csv.writeRecord(portfolio.customer(number).fields());
            }
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `PortfolioWriter CUSTOMERS SEED TODAY [FILE [FIRST]]` – to the standard output when no file is named.
    public static void main(String... args) throws IOException {
        if (args.length < 3) {
            System.err.println("usage: PortfolioWriter CUSTOMERS SEED TODAY [FILE [FIRST]]");
            System.exit(2);
        }
        int customers = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        LocalDate today = LocalDate.parse(args[2]);
        if (args.length > 3) {
            try (Writer to = Files.newBufferedWriter(Path.of(args[3]))) {
                write(customers, seed, today, args.length > 4 ? Integer.parseInt(args[4]) : 1, to);
            }
        } else {
            write(customers, seed, today, new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        }
    }

    private Customer customer(int number) {
        Dice dice = Dice.of(seed, "customer", number);
        String customerId = String.format(Locale.ROOT, "C-%07d", number);
        Area area = dice.oneOf(Area.ALL);
        String phone = dice.chance(0.8) ? deadLine(area.code()) : line(area.code());
        Area home = dice.chance(6) ? dice.oneOf(Area.ALL) : area;
        String first = dice.oneOf(Names.FIRST);
        String last = dice.oneOf(Names.LAST);
        String email = email(dice, number, first, last);
        Lender lender = dice.oneOf(LENDERS);
        return new Customer(
                customerId,
                String.format(Locale.ROOT, "AC-%08d", 40_000_000 + number),
                first,
                last,
                today.minusDays(dice.between(21 * 365, 85 * 365)),
                phone,
                email,
                dice.oneOf(home.zipPrefixes()) + String.format(Locale.ROOT, "%02d", dice.between(1, 40)),
                dice.chance(12) ? "es" : "en",
                dice.chance(97),
                !email.isEmpty() && dice.chance(92),
                dice.chance(25) ? dice.oneOf(BUYERS) : lender.name(),
                lender.name(),
                "USD",
                balance(dice),
                today.minusDays(dice.between(5, 200)),
                dice.chance(80) ? 0 : dice.between(1, 3),
                lender.product());
    }

    /// Ten thousand lines of exchange 555, then the next exchange: no two customers share a number.
    private String line(String areaCode) {
        int used = linesUsed.merge(areaCode, 1, Integer::sum) - 1;
        int line = 1 + (int) ((used % LINES * 7_919L + Integer.parseInt(areaCode) * 37L) % LINES);
        return number(areaCode, used / LINES, line);
    }

    private String deadLine(String areaCode) {
        return number(areaCode, deadLinesUsed.merge(areaCode, 1, Integer::sum) - 1, 0);
    }

    private String number(String areaCode, int exchangesOn, int line) {
        return String.format(
                Locale.ROOT,
                "+1%s%03d%04d",
                areaCode,
                (first == 1 ? FIRST_EXCHANGE : OTHER_EXCHANGE) + exchangesOn,
                line);
    }

    private static String email(Dice dice, int number, String first, String last) {
        if (dice.chance(6)) {
            return "";
        }
        String local = dice.chance(1) ? "bounce" : plain(first) + "." + plain(last);
        return local + "." + number + "@" + dice.oneOf(MAIL_DOMAINS);
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }

    /// Many small sums, few large ones: 20.00 to 3,500.00.
    private static BigDecimal balance(Dice dice) {
        int cents = 2_000 + Math.min(dice.between(0, 348_000), dice.between(0, 348_000));
        return BigDecimal.valueOf(cents, 2);
    }
}
