package io.throughline.platform.console;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Answers `/desk/`: the page for every address of the desk, and the files it loads. All of them are the same for
/// everybody; what a person may see comes from the API, which asks who they are.
@RestController
class ConsoleController {
    private static final String ASSETS = "assets/";
    /// Nothing inline, nothing evaluated, nothing from anywhere else.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String NOT_BUILT = """
            The desk was not built into this platform: Node.js 20.19 or later with npm was missing when it was built.
            Everything else works. To have the desk: install Node.js and start ./throughline again.
            """;

    private final ConsoleFiles files;

    ConsoleController(ConsoleFiles files) {
        this.files = files;
    }

    @GetMapping("/desk")
    @PreAuthorize("permitAll()")
    ResponseEntity<Void> home() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/desk/"))
                .build();
    }

    @GetMapping("/desk/{*path}")
    @PreAuthorize("permitAll()")
    ResponseEntity<byte[]> file(
            @PathVariable String path,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings) {
        var name = path.substring(1);
        var file = files.find(name);
        if (file.isPresent() && !name.endsWith(".html")) {
            return answer(HttpStatus.OK, file.get(), type(name), cache(name), encodings);
        }
        if (name.startsWith(ASSETS)) {
            return ResponseEntity.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        return page(encodings);
    }

    /// The page for whatever address: which part of the desk it is, the page itself finds out.
    private ResponseEntity<byte[]> page(@Nullable String encodings) {
        return files.start()
                .map(page -> answer(HttpStatus.OK, page, MediaType.TEXT_HTML, CacheControl.noStore(), encodings))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .cacheControl(CacheControl.noStore())
                        .body(NOT_BUILT.getBytes(StandardCharsets.UTF_8)));
    }

    private static ResponseEntity<byte[]> answer(
            HttpStatus status, ConsoleFiles.File file, MediaType type, CacheControl cache, @Nullable String encodings) {
        boolean packs = Optional.ofNullable(encodings).orElse("").contains("gzip");
        var answer = ResponseEntity.status(status)
                .contentType(type)
                .cacheControl(cache)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin");
        if (packs) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.body(packs ? file.packed() : file.content());
    }

    /// Names under `assets/` hold the hash of their content.
    private static CacheControl cache(String name) {
        return name.startsWith(ASSETS)
                ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                : CacheControl.maxAge(Duration.ofHours(1)).cachePublic();
    }

    private static MediaType type(String name) {
        if (name.endsWith(".js")) {
            return new MediaType("text", "javascript", StandardCharsets.UTF_8);
        }
        return name.endsWith(".css")
                ? new MediaType("text", "css", StandardCharsets.UTF_8)
                : MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    }
}
