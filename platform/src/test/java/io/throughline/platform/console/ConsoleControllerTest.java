package io.throughline.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class ConsoleControllerTest {
    private final ConsoleController console = new ConsoleController(new ConsoleFiles("console-sample/"));

    private static String text(ResponseEntity<byte[]> answer) {
        return new String(Objects.requireNonNull(answer.getBody()), StandardCharsets.UTF_8);
    }

    private static String header(ResponseEntity<?> answer, String name) {
        return String.valueOf(answer.getHeaders().getFirst(name));
    }

    @Test
    void every_address_of_the_desk_is_the_page_and_nobody_keeps_it() {
        for (var path : new String[] {"/", "/items/W-1-1", "/floor", "/index.html"}) {
            var answer = console.file(path, null);
            assertThat(text(answer)).as(path).contains("<title>Sample</title>");
            assertThat(header(answer, HttpHeaders.CONTENT_TYPE)).startsWith("text/html");
            assertThat(header(answer, HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        }
        assertThat(header(console.home(), HttpHeaders.LOCATION)).isEqualTo("/desk/");
    }

    @Test
    void the_policy_allows_nothing_inline_evaluated_or_from_elsewhere() {
        var policy = header(console.file("/", null), "Content-Security-Policy");
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'self';", "style-src 'self';", "connect-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
    }

    @Test
    void files_with_their_hash_in_the_name_are_kept_for_good_and_go_packed() throws Exception {
        var answer = console.file("/assets/index-abc.js", "br, gzip");
        assertThat(header(answer, HttpHeaders.CACHE_CONTROL)).isEqualTo("max-age=31536000, public, immutable");
        assertThat(header(answer, HttpHeaders.CONTENT_TYPE)).startsWith("text/javascript");
        assertThat(header(answer, HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(Objects.requireNonNull(answer.getBody())))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("sample");
        }
    }

    @Test
    void what_is_not_there_is_not_found_and_no_path_leads_out() {
        assertThat(console.file("/assets/old-123.js", null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(text(console.file("/../application.yaml", null))).contains("<title>Sample</title>");
    }

    @Test
    void a_platform_without_the_console_says_so_and_how_to_get_it() {
        var answer = new ConsoleController(new ConsoleFiles("no-console/")).file("/", null);
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(text(answer)).contains("Node.js 20.19", "Everything else works");
    }
}
