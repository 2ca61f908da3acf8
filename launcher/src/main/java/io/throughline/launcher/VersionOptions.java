package io.throughline.launcher;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What every decision about a version needs beside the data folder: a person and a reason, which are kept with it.
final class VersionOptions extends CommonOptions {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Mixin
    private ActorOption actor = new ActorOption();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with what you do.")
    String reason = "";

    JsonNode decide(String path, ObjectNode request) {
        return body(platform().as(actor.person()).post(path, request.put("reason", reason), PATIENCE));
    }
}
