package io.throughline.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What a tortured campaign is made of: made-up accounts, a do-not-contact list with some of them, and the workflow.
///
/// @param portfolio CSV of the accounts
/// @param listed CSV of the customers that must not be contacted
/// @param workflows the shipped ones and one more, `reminder`
record CampaignFiles(Path portfolio, Path listed, Path workflows, int accounts) {
    /// A Monday, ten in the morning in New York and five in Honolulu: half of the country may be written to.
    static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    static final String WORKFLOW = "reminder";
    private static final double LISTED = 0.02;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static CampaignFiles write(Home home, DataFolder folder, int accounts, long seed) {
        Path portfolio = folder.path().resolve("portfolio.csv");
        Path listed = folder.path().resolve("do-not-contact.csv");
        Path workflows = folder.path().resolve("workflows");
        try {
            made(home, folder, accounts, seed, portfolio);
            list(portfolio, listed, seed);
            copy(home.path().resolve("workflows"), workflows);
            Files.createDirectories(workflows.resolve("campaign"));
            for (String file : List.of("reminder.yaml", "messages.yaml")) {
                try (InputStream in = CampaignFiles.class.getResourceAsStream("/campaign/" + file)) {
                    Files.copy(
                            Objects.requireNonNull(in),
                            workflows.resolve("campaign").resolve(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CampaignFiles(portfolio, listed, workflows, accounts);
    }

    private static void made(Home home, DataFolder folder, int accounts, long seed, Path to) {
        ChildProcess writer = ChildProcess.start(
                new ChildProcess.Recipe(
                        "portfolio writer",
                        "io.throughline.sandbox.portfolio.PortfolioWriter",
                        home.classPath("sandbox"),
                        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        List.of(
                                Integer.toString(accounts),
                                Long.toString(seed),
                                START.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                                to.toString()),
                        Map.of()),
                home.path(),
                folder.logs().resolve("portfolio.log"));
        if (!writer.isDoneWithin(PATIENCE)) {
            throw writer.died();
        }
    }

    /// Two of a hundred, by their ids.
    private static void list(Path portfolio, Path listed, long seed) throws IOException {
        var random = new SplittableRandom(seed ^ 0x646e63L);
        try (BufferedReader rows = Files.newBufferedReader(portfolio);
                var out = Files.newBufferedWriter(listed)) {
            out.write("customer_id,reason\n");
            rows.readLine();
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                if (random.nextDouble() < LISTED) {
                    out.write(row.substring(0, row.indexOf(',')) + ",asked us in writing\n");
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(from)) {
            found.forEach(all::add);
        }
        for (Path one : all) {
            Path copy = to.resolve(from.relativize(one).toString());
            if (Files.isDirectory(one)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(one, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
