package io.throughline.launcher;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// What every command understands that works on a data folder, and what it needs to answer.
class CommonOptions extends OutputOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder (default: THROUGHLINE_DATA, else .throughline here).")
    @Nullable
    Path data;

    DataFolder folder() {
        return DataFolder.chosen(data, System.getenv("THROUGHLINE_DATA"));
    }

    RunFile running() {
        return RunFile.running(folder()).orElseThrow(() -> CommandFailure.notRunning(folder()));
    }

    Wire platform() {
        var url = running().urls().get("platform");
        if (url == null) {
            throw CommandFailure.notRunning(folder());
        }
        return new Wire(url, folder()::readApiKey);
    }

    JsonNode ask(String path, Duration patience) {
        return body(platform().get(path, patience));
    }

    JsonNode tell(String path, JsonNode request, Duration patience) {
        return body(platform().post(path, request, patience));
    }

    /// A case with its timeline, by its reference or id.
    JsonNode theCase(String id) {
        try {
            return ask("/api/v1/cases/" + Wire.part(id), Duration.ofSeconds(30));
        } catch (CommandFailure e) {
            throw e.exitCode() == ExitCode.NOT_FOUND
                    ? new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "There is no case " + id + " in " + folder().path()
                                    + ". Give the reference on the customer's page, such as TL-7K2M-9QX4, or another"
                                    + " folder with --data DIR.",
                            e)
                    : e;
        }
    }

    /// The answer, or the failure a person can act on.
    JsonNode body(Wire.Reply reply) {
        return switch (reply) {
            case Wire.Reply.Ok(var body) -> body;
            case Wire.Reply.Refused(var status, var code, var message) ->
                throw new CommandFailure(
                        switch (status) {
                            case 404 -> ExitCode.NOT_FOUND;
                            case 400, 413, 422 -> ExitCode.BAD_INPUT;
                            case 409, 429, 503 -> ExitCode.BUSY;
                            default -> ExitCode.FAILED;
                        },
                        status == 401 || code.startsWith("access.")
                                ? "The platform does not accept the key in " + folder().apiKey()
                                        + ". Is this the folder it was started with?"
                                : message + (code.isEmpty() ? "" : " (" + code + ")"));
            case Wire.Reply.Unreachable(var why) ->
                throw new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "The platform does not answer (" + why + "). Its log: "
                                + folder().logs().resolve("platform.log"));
        };
    }
}
