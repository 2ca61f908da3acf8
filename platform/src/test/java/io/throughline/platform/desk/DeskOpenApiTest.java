package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The console's types are made from `console/api/openapi.json`, which is what the running platform says of itself at
/// `/api/v1/openapi`, as far as the console asks. `-Dthroughline.write=true` writes it anew.
@SpringBootTest(
        classes = {DeskHouse.class, ConsolePages.Console.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "throughline.knowledge.meaning=false")
class DeskOpenApiTest extends AtTheDesk {
    private static final Path KEPT = Path.of("..", "console", "api", "openapi.json");
    private static final Pattern ASKED = Pattern.compile("/api/desk/.*|/api/v1/(session|break-glass)");
    private static final String SCHEMAS = "#/components/schemas/";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void the_console_has_what_the_platform_says_of_itself() throws Exception {
        var said = JSON.writeValueAsString(asked(ann.ok(ann.get("v1/openapi")))) + "\n";
        if (Boolean.getBoolean("throughline.write")) {
            Files.writeString(KEPT, said);
        }
        assertThat(said)
                .as("the API has changed: run this test with -Dthroughline.write=true, then npm run types in console/")
                .isEqualTo(Files.readString(KEPT));
    }

    /// The paths that the console asks, and what they name; in order, so that a change shows as what it is.
    private static Object asked(JsonNode whole) {
        var paths = new TreeMap<String, JsonNode>();
        whole.path("paths").properties().forEach(path -> {
            if (ASKED.matcher(path.getKey()).matches()) {
                paths.put(path.getKey(), path.getValue());
            }
        });
        assertThat(paths).hasSizeGreaterThan(30);
        var schemas = new TreeMap<String, JsonNode>();
        paths.values().forEach(path -> take(path, whole.path("components").path("schemas"), schemas));
        var kept = JSON.createObjectNode();
        kept.put("openapi", whole.path("openapi").asString(""));
        kept.set("info", whole.path("info"));
        kept.set("paths", JSON.valueToTree(paths));
        ((ObjectNode) kept.putObject("components")).set("schemas", JSON.valueToTree(schemas));
        return JSON.treeToValue(kept, Object.class); // maps, whose entries are put in order
    }

    private static void take(JsonNode part, JsonNode schemas, TreeMap<String, JsonNode> taken) {
        var name = part.path("$ref").asString("");
        if (name.startsWith(SCHEMAS) && !taken.containsKey(name.substring(SCHEMAS.length()))) {
            var schema = schemas.path(name.substring(SCHEMAS.length()));
            taken.put(name.substring(SCHEMAS.length()), schema);
            take(schema, schemas, taken);
        }
        part.forEach(one -> take(one, schemas, taken));
    }
}
