package io.throughline.platform.staff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.throughline.platform.access.ApiProblem;
import io.throughline.workflow.InvalidDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Who works here.
@RestController
class PeopleController {
    private final People people;

    PeopleController(People people) {
        this.people = people;
    }

    @GetMapping("/api/v1/people")
    @PreAuthorize("hasAuthority('api')")
    @Operation(summary = "The people of the house, their roles and rights")
    List<PersonView> all() {
        return people.all().stream().map(PersonView::of).toList();
    }

    @PutMapping(
            path = "/api/v1/people",
            consumes = {"application/yaml", "text/plain"})
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Say who the people of the house are",
            description =
                    "A YAML mapping of ids, as in docs/people.md. It is the whole list: who is not in it may nothing"
                            + " from then on. Only an administrator may, and not over their own entry; in an empty house the first"
                            + " administrator of the list.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string"))),
            responses = {
                @ApiResponse(responseCode = "200", description = "What was added, changed and removed"),
                @ApiResponse(responseCode = "403", description = "Not an administrator, or their own entry"),
                @ApiResponse(responseCode = "422", description = "The list cannot be used; `findings` says where")
            })
    People.Kept keep(
            @RequestBody String text,
            @Parameter(description = "Id of the person who does it")
                    @RequestHeader(name = People.HEADER, required = false)
                    @Nullable
                    String actor) {
        try {
            return people.keep(PeopleFile.read(text), actor);
        } catch (InvalidDefinition e) {
            var findings = e.findings().stream()
                    .map(finding ->
                            Map.of("line", finding.line(), "column", finding.column(), "message", finding.message()))
                    .toList();
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "people.invalid",
                    "Line " + e.findings().getFirst().line() + ": "
                            + e.findings().getFirst().message() + ".",
                    Map.of("findings", findings));
        }
    }
}
