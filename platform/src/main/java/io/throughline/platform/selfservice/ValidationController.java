package io.throughline.platform.selfservice;

import io.throughline.platform.notices.Notices;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The validation notice, on the page and to keep.
@RestController
final class ValidationController {
    private static final Logger log = LoggerFactory.getLogger(ValidationController.class);
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Entrance entrance;
    private final Standings standings;
    private final CaseNotices notices;
    private final Assets assets;

    ValidationController(Entrance entrance, Standings standings, CaseNotices notices, Assets assets) {
        this.entrance = entrance;
        this.standings = standings;
        this.notices = notices;
        this.assets = assets;
    }

    @GetMapping("/r/notice")
    ResponseEntity<byte[]> page(HttpServletRequest request) {
        return given(request)
                .flatMap(it -> notices.page(it, assets.noticeCss()))
                .map(html -> ResponseEntity.ok().contentType(HTML).body(html.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(ValidationController::back);
    }

    @GetMapping("/r/notice.pdf")
    ResponseEntity<byte[]> pdf(HttpServletRequest request) {
        return given(request)
                .map(it -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_PDF)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.inline()
                                        .filename("validation-notice-" + it.language() + ".pdf")
                                        .build()
                                        .toString())
                        .body(notices.pdf(it)))
                .orElseGet(ValidationController::back);
    }

    private Optional<Notices.Document> given(HttpServletRequest request) {
        var at = standings.of(entrance.visitor(request));
        try {
            return notices.give(at);
        } catch (Notices.NoNotice e) {
            log.error("no validation notice for case {}: {}", at.state().id(), e.getMessage());
            return Optional.empty();
        }
    }

    private static ResponseEntity<byte[]> back() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/r/")
                .build();
    }
}
