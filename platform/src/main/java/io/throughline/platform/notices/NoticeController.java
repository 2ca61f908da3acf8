package io.throughline.platform.notices;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.notices.Notices.Document;
import io.throughline.platform.notices.Notices.NoNotice;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Validation notices over the API.
@RestController
class NoticeController {
    private final Notices notices;
    private final ImportDebts imports;

    NoticeController(Notices notices, ImportDebts imports) {
        this.notices = notices;
        this.imports = imports;
    }

    /// A notice with both its documents.
    ///
    /// @param pdf in base 64
    record Told(
            String account,
            String language,
            String version,
            LocalDate sent,
            LocalDate periodEnd,
            boolean given,
            String sha256,
            String html,
            String pdf) {}

    @GetMapping("/api/v1/accounts/{id}/validation-notice")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "The validation notice of an account",
            description = "The one that was given, or how it would look. Its figures have been reconciled.")
    Told look(
            @PathVariable("id") String id,
            @RequestParam(name = "language", required = false) @Nullable String language,
            @RequestParam(name = "sent", required = false) @Nullable LocalDate sent) {
        return told(() -> notices.look(id, language, sent));
    }

    @PostMapping("/api/v1/accounts/{id}/validation-notice")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Give the validation notice of an account",
            description =
                    "Keeps it word for word; the period runs from the first day on which one was sent. Giving it again"
                            + " gives the same one.")
    Told give(
            @PathVariable("id") String id,
            @RequestParam(name = "language", required = false) @Nullable String language,
            @RequestParam(name = "sent", required = false) @Nullable LocalDate sent,
            @RequestParam(name = "channel", defaultValue = "letter") String channel) {
        return told(() -> notices.give(id, language, sent, channel));
    }

    @PostMapping("/api/v1/debts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Bring addresses and figures for notices",
            description = "A CSV file as the body, a line for each account; columns are in docs/disclosures.md.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
    ImportDebts.Report load(HttpServletRequest request) throws IOException {
        try {
            return imports.run(request.getInputStream());
        } catch (IllegalArgumentException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "debts.header",
                    String.valueOf(e.getMessage()),
                    Map.of("known", ImportDebts.COLUMNS));
        }
    }

    private Told told(Supplier<Document> asked) {
        try {
            var it = asked.get();
            return new Told(
                    it.account(),
                    it.language(),
                    it.version(),
                    it.sent(),
                    it.periodEnd(),
                    it.given(),
                    it.sha256(),
                    it.html(),
                    Base64.getEncoder().encodeToString(notices.pdf(it)));
        } catch (NoNotice e) {
            throw new ApiProblem(
                    e.code().equals("notice.account") ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT,
                    e.code(),
                    String.valueOf(e.getMessage()));
        }
    }
}
