package io.throughline.launcher;

import java.time.Duration;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What every decision about a version needs beside the data folder: a name and a reason, which are kept with it.
final class VersionOptions extends CommonOptions {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(
            names = "--as",
            paramLabel = "NAME",
            required = true,
            description = "Who you are. It is kept with what you do; nobody approves their own draft.")
    String as = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with what you do.")
    String reason = "";

    JsonNode decide(String path, ObjectNode request) {
        return body(platform().as(as).post(path, request.put("reason", reason), PATIENCE));
    }
}
