package io.throughline.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A newcomer's floor: sample people of whom some are simulated, and customers whom they call. Only beside the sandbox,
/// and only in a house that had nobody when it was first started; what somebody set up themselves is left alone.
final class LivingFloor {
    static final String INVITE = "./throughline people invite kim --as " + Crowded.ADMINISTRATOR;
    private static final int CUSTOMERS = 400;
    private static final int AT_FIRST = 6;
    private static final long SEED = 8;
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Running running;
    private final DeskFloor floor;
    private final Path called;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private Instant nextCall;
    private int calls;

    private LivingFloor(Running running, Path folder, Instant now) throws IOException {
        this.running = running;
        this.floor = new DeskFloor(running);
        this.called = folder.resolve("called");
        this.calls =
                Files.exists(called) ? Integer.parseInt(Files.readString(called).strip()) : 0;
        this.nextCall = now;
    }

    /// Who is there, as `sandbox/house/floor.yaml` says it.
    record House(String people, List<String> simulated, Map<String, List<String>> teams) {
        @SuppressWarnings("unchecked") // our own file, of this shape
        static House read(Home home) throws IOException {
            var folder = home.path().resolve("sandbox").resolve("house");
            var floor = (Map<String, Object>) new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(folder.resolve("floor.yaml")));
            return new House(
                    Files.readString(folder.resolve("people.yaml")),
                    List.copyOf((List<String>) floor.get("simulated")),
                    new LinkedHashMap<>((Map<String, List<String>>) floor.get("teams")));
        }
    }

    /// Brings the floor to life.
    ///
    /// @param wall the machine's time
    /// @param now the time of the house
    /// @return empty where somebody has a house of their own
    static Optional<LivingFloor> open(Running running, Instant wall, Instant now) throws IOException {
        var folder = running.plan().folder().path().resolve("floor");
        var portfolio = folder.resolve("customers.csv");
        var floor = new DeskFloor(running);
        boolean isNew = !Files.exists(portfolio);
        if (isNew && !floor.isEmptyHouse()) {
            return Optional.empty();
        }
        var house = House.read(running.plan().home());
        if (isNew) {
            Files.createDirectories(folder);
            floor.people(house.people(), Crowded.ADMINISTRATOR);
            floor.teams(house.teams(), Crowded.SUPERVISOR);
            floor.customers(
                    portfolio, CUSTOMERS, SEED, now.atOffset(ZoneOffset.UTC).toLocalDate());
        }
        floor.crowd(portfolio, SEED);
        floor.agents(house.simulated(), portfolio, SEED, Map.of());
        var living = new LivingFloor(running, folder, wall);
        for (int call = 0; isNew && call < AT_FIRST; call++) {
            living.call();
        }
        return Optional.of(living);
    }

    /// When the first line of customers is served again; empty: it is served now.
    Optional<Instant> closedUntil() {
        if (running.platform().as(Crowded.SUPERVISOR).get("/api/desk/queues", PATIENCE)
                instanceof Wire.Reply.Ok(var all)) {
            for (var queue : all) {
                if (Json.text(queue, "name").equals("collections")
                        && !queue.path("open").asBoolean(true)) {
                    return Optional.of(Instant.parse(Json.text(queue, "nextOpen")));
                }
            }
        }
        return Optional.empty();
    }

    /// Puts the next customer on the list when it is time.
    void live(Instant wall) throws IOException {
        if (wall.isBefore(nextCall) || calls >= CUSTOMERS) {
            return;
        }
        double wait = -Math.log(1 - random.nextDouble()) * BETWEEN_CALLS.toMillis();
        nextCall = wall.plusMillis((long) wait);
        call();
    }

    private void call() throws IOException {
        calls++;
        floor.call("account.id == \"" + DeskFloor.account(calls) + "\"");
        Files.writeString(called, Integer.toString(calls));
    }
}
