package io.throughline.platform.selfservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The style sheet and the mark. The sheet's name holds its hash, so browsers may keep it for good.
@RestController
final class Assets {
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");

    private final byte[] style = bytes("app.css");
    private final byte[] mark = bytes("mark.svg");
    private final String hash = hash(style);

    String css() {
        return "/assets/app-" + hash + ".css";
    }

    @GetMapping("/assets/app-{asked:[0-9a-f]+}.css")
    ResponseEntity<byte[]> style(@PathVariable String asked) {
        // an older page may ask for an older name: it gets today's sheet, but not to keep
        var cache = asked.equals(hash)
                ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                : CacheControl.noStore();
        return ResponseEntity.ok().contentType(CSS).cacheControl(cache).body(style);
    }

    @GetMapping("/assets/mark.svg")
    ResponseEntity<byte[]> mark() {
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(mark);
    }

    private static byte[] bytes(String name) {
        try (var in = Assets.class.getResourceAsStream("/selfservice/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no /selfservice/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
