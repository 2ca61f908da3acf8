package io.throughline.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `DIR/run.json`: which processes work on this folder and where they can be reached. It outlives a
/// launcher that was killed, and that is how the next one finds what was left behind.
record RunFile(Map<String, RunningProcess> processes, Map<String, URI> urls) {

    /// A process is the same one only if it also began at the same moment: numbers are used again.
    record RunningProcess(long pid, Instant startedAt) {

        static RunningProcess of(ProcessHandle handle) {
            return new RunningProcess(handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
        }

        Optional<ProcessHandle> findAlive() {
            return Liveness.find(pid)
                    .filter(handle ->
                            handle.info().startInstant().orElse(Instant.EPOCH).equals(startedAt));
        }
    }

    RunFile {
        processes = new LinkedHashMap<>(processes);
        urls = new LinkedHashMap<>(urls);
    }

    static Optional<RunFile> read(DataFolder folder) {
        try {
            if (!Files.exists(folder.runFile())) {
                return Optional.empty();
            }
            JsonNode json = Json.parse(Files.readString(folder.runFile()));
            Map<String, RunningProcess> processes = new LinkedHashMap<>();
            json.path("pids")
                    .forEachEntry((name, pid) -> processes.put(
                            name,
                            new RunningProcess(
                                    pid.asLong(0), Instant.ofEpochMilli(Json.number(json.path("startedAt"), name)))));
            Map<String, URI> urls = new LinkedHashMap<>();
            json.path("urls").forEachEntry((name, url) -> urls.put(name, URI.create(url.asString(""))));
            return Optional.of(new RunFile(processes, urls));
        } catch (IOException | JacksonException | IllegalArgumentException ignored) {
            return Optional.empty(); // a file that cannot be read tells nothing; everything in it can be found out anew
        }
    }

    /// The platform's address, if it is alive.
    static Optional<RunFile> running(DataFolder folder) {
        return read(folder)
                .filter(run -> run.processes.containsKey("platform")
                        && run.processes.get("platform").findAlive().isPresent());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ObjectNode pids = json.putObject("pids");
        ObjectNode started = json.putObject("startedAt");
        processes.forEach((name, process) -> {
            pids.put(name, process.pid());
            started.put(name, process.startedAt().toEpochMilli());
        });
        ObjectNode addresses = json.putObject("urls");
        urls.forEach((name, url) -> addresses.put(name, url.toString()));
        return json;
    }

    void write(DataFolder folder) {
        Path fresh = folder.path().resolve("run.json.new");
        try {
            Files.writeString(fresh, Json.print(toJson()) + "\n");
            Files.move(fresh, folder.runFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "Cannot write " + folder.runFile() + ": " + e.getMessage(), e);
        }
    }

    /// What still runs of an earlier run, dependants first. The database is not among them: it is taken over, not
    /// stopped.
    List<Map.Entry<String, ProcessHandle>> leftBehind() {
        List<Map.Entry<String, ProcessHandle>> alive = new ArrayList<>();
        for (String name : List.of("platform", "sandbox")) {
            RunningProcess process = processes.get(name);
            if (process != null) {
                process.findAlive().ifPresent(handle -> alive.add(Map.entry(name, handle)));
            }
        }
        return alive;
    }
}
