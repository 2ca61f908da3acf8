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

    private final byte[] style = bytes("/selfservice/app.css");
    private final byte[] mark = bytes("/selfservice/mark.svg");
    private final String hash = hash(style);
    private final byte[] notice = bytes("/notices/notice.css");
    private final String noticeHash = hash(notice);

    String css() {
        return "/assets/app-" + hash + ".css";
    }

    @GetMapping("/assets/app-{asked:[0-9a-f]+}.css")
    ResponseEntity<byte[]> style(@PathVariable String asked) {
        return style(style, asked.equals(hash));
    }

    /// For pages that cannot know the hash: those of the sign-in.
    @GetMapping("/assets/app.css")
    ResponseEntity<byte[]> style() {
        return style(style, false);
    }

    /// An older page may ask for an older name: it gets today's sheet, but not to keep.
    private static ResponseEntity<byte[]> style(byte[] sheet, boolean isCurrent) {
        var cache = isCurrent
                ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                : CacheControl.noStore();
        return ResponseEntity.ok().contentType(CSS).cacheControl(cache).body(sheet);
    }

    String noticeCss() {
        return "/assets/notice-" + noticeHash + ".css";
    }

    @GetMapping("/assets/notice-{asked:[0-9a-f]+}.css")
    ResponseEntity<byte[]> noticeStyle(@PathVariable String asked) {
        return style(notice, asked.equals(noticeHash));
    }

    @GetMapping("/assets/mark.svg")
    ResponseEntity<byte[]> mark() {
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(mark);
    }

    private static byte[] bytes(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
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
