package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/// The console's types are made from `console/api/desk.yaml`, and the platform describes itself at `/api/v1/openapi`:
/// what
/// one names, the other has, field by field.
class DeskOpenApiTest extends AtTheDesk {
    /// Names of the console, where the platform's records are called otherwise.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Money", "desk.Line.Amount"),
            Map.entry("Presence", "desk.Inboxes.Presence"),
            Map.entry("Profile", "desk.Inboxes.Abilities"),
            Map.entry("Me", "desk.MeController.Self"),
            Map.entry("Line", "desk.Line"),
            Map.entry("Offer", "desk.Inboxes.Offered"),
            Map.entry("Inbox", "desk.Inboxes.Inbox"),
            Map.entry("Fact", "desk.Window.Fact"),
            Map.entry("CaseHead", "desk.Window.CaseFile"),
            Map.entry("Customer", "desk.Window.Customer"),
            Map.entry("Wants", "desk.Window.Wants"),
            Map.entry("Question", "desk.GuideStep.Question"),
            Map.entry("Plan", "desk.GuideStep.Terms"),
            Map.entry("MayNot", "desk.GuideStep.MayNot"),
            Map.entry("PassedStep", "desk.GuideMaker.Passed"),
            Map.entry("Guide", "desk.GuideMaker.Guide"),
            Map.entry("TimelineEntry", "desk.Window.Entry"),
            Map.entry("Draft", "desk.DraftStore.Draft"),
            Map.entry("Window", "desk.Window"),
            Map.entry("Proved", "desk.ItemController.Identified"),
            Map.entry("Happened", "desk.ItemController.Acted"),
            Map.entry("Sent", "desk.ItemController.Sent"),
            Map.entry("Consulted", "desk.WorkController.Consulted"),
            Map.entry("WrapUp", "desk.Window.WrapUp"),
            Map.entry("Finished", "desk.WorkController.Finished"),
            Map.entry("Queue", "desk.WorkController.OneQueue"),
            Map.entry("QueueNow", "desk.Wallboard.OfQueue"),
            Map.entry("Wallboard", "desk.Wallboard.Wall"),
            Map.entry("TrendPoint", "desk.Trend.Point"),
            Map.entry("Approval", "desk.SupervisorController.Approval"),
            Map.entry("Agent", "desk.SupervisorController.OneAgent"));
    private static final String ROOMS = "io.throughline.platform.";

    @Test
    void what_the_console_knows_is_what_the_platform_describes() throws Exception {
        var described = ann.ok(ann.get("v1/openapi")).path("components").path("schemas");
        var known = known();
        var differences = new TreeMap<String, String>();
        NAMES.forEach((name, there) ->
                compare(name, fields(known.path(name)), fields(described.path(ROOMS + there)), differences));
        assertThat(differences).isEmpty();
    }

    @Test
    void each_kind_of_step_is_described_with_its_fields() throws Exception {
        var described = ann.ok(ann.get("v1/openapi")).path("components").path("schemas");
        var kinds = new LinkedHashMap<String, JsonNode>();
        known().path("GuideStep")
                .path("oneOf")
                .forEach(step -> kinds.put(
                        step.path("properties").path("kind").path("const").asString(""), step));
        assertThat(kinds).hasSize(14);
        var differences = new TreeMap<String, String>();
        kinds.forEach((kind, step) -> {
            var fields = fields(described.path(ROOMS + "desk.GuideStep." + inCamels(kind)));
            fields.add("kind");
            // the console need not know every field
            var wanted = fields(step);
            if (!fields.containsAll(wanted)) {
                wanted.removeAll(fields);
                differences.put(kind, "not described: " + wanted);
            }
        });
        assertThat(differences).isEmpty();
    }

    /// `with-person` is `WithPerson`.
    private static String inCamels(String kind) {
        return java.util.Arrays.stream(kind.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(java.util.stream.Collectors.joining());
    }

    private static void compare(
            String name, TreeSet<String> console, TreeSet<String> platform, Map<String, String> differences) {
        if (!platform.containsAll(console)) {
            var missing = new TreeSet<>(console);
            missing.removeAll(platform);
            differences.put(name, "not described: " + missing);
        }
    }

    private static TreeSet<String> fields(JsonNode schema) {
        var fields = new TreeSet<String>();
        schema.path("properties").propertyNames().forEach(fields::add);
        schema.path("allOf").forEach(part -> fields.addAll(fields(part)));
        schema.path("oneOf").forEach(part -> fields.addAll(fields(part)));
        return fields;
    }

    private static JsonNode known() throws IOException {
        var file = Path.of("..", "console", "api", "desk.yaml");
        var read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return DeskClient.JSON.valueToTree(read).path("components").path("schemas");
    }
}
