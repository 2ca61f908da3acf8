package io.throughline.platform.outreach;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.throughline.engine.By.Channel;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.DoNotContactStore.Entry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Do-not-contact lists, in and out.
@RestController
class DoNotContactController {
    private final ImportDoNotContact imports;
    private final DoNotContactStore lists;

    DoNotContactController(ImportDoNotContact imports, DoNotContactStore lists) {
        this.imports = imports;
        this.lists = lists;
    }

    /// What the lists hold about a number, an address or a person.
    record Found(String value, boolean listed, List<Entry> entries) {}

    @PostMapping("/api/v1/do-not-contact")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Import a do-not-contact list",
            description =
                    "A CSV file as the body, streamed, with one of phone, email and customer_id on each line, and action"
                            + " (add or remove), reason, since. Bad lines are reported, good ones kept; the same file twice"
                            + " changes nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
    ImportDoNotContact.Report load(
            HttpServletRequest request,
            @RequestParam("list") String list,
            @RequestParam(name = "source", defaultValue = "API") String source,
            @RequestParam(name = "by", defaultValue = "api") String by)
            throws IOException {
        if (!list.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "do-not-contact.list",
                    "The name of a list has small letters, digits and hyphens, 64 at most: \"" + list + "\" does not.",
                    Map.of("list", list));
        }
        try {
            return imports.run(list, request.getInputStream(), source, by);
        } catch (ImportDoNotContact.BadHeader e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "do-not-contact.header",
                    String.valueOf(e.getMessage()),
                    Map.of("known", ImportDoNotContact.COLUMNS));
        }
    }

    @GetMapping("/api/v1/do-not-contact")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "What the do-not-contact lists hold about a number, an email address or a customer_id")
    Found find(@RequestParam("value") String value) {
        var normal = value.contains("@")
                ? CaseContacts.normal(Channel.EMAIL, value)
                : value.matches("[+0-9() .-]{7,}") ? CaseContacts.normal(Channel.SMS, value) : value;
        var entries = lists.entries(List.of(normal));
        var newest = new java.util.HashMap<String, Boolean>();
        entries.forEach(entry -> newest.put(entry.list(), entry.listed()));
        return new Found(normal, newest.containsValue(true), entries);
    }
}
