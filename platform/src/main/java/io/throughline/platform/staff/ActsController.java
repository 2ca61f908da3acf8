package io.throughline.platform.staff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.throughline.platform.access.ApiProblem;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What people of the house do to cases.
@RestController
class ActsController {
    private static final int MOST = 1_000;
    private static final String KEY =
            "Of the caller's choice, such as a UUID: the same key with the same request is done once and answered the same"
                    + " for 30 days; with another request it is refused (409)";
    private static final String ACTOR = "Id of the person who acts; their rights are looked up, see GET /api/v1/people";
    private final People people;
    private final Acting acting;
    private final ActStore once;
    private final SingleAct single;

    ActsController(People people, Acting acting, ActStore once, SingleAct single) {
        this.people = people;
        this.acting = acting;
        this.once = once;
        this.single = single;
    }

    @PostMapping("/api/v1/cases/{idOrReference}/acts")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Do something to a case, as a person of the house",
            description =
                    "Answers a step, decides an approval, or leaves the path with a right and a reason. A choice beyond"
                            + " the person's right becomes an approval: `work` says in which queue it waits and until when. A refusal"
                            + " changes nothing; its `code` is the rule.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ActBody.class))),
            responses = {
                @ApiResponse(responseCode = "200", description = "Taken: where the case stands"),
                @ApiResponse(responseCode = "403", description = "This person may not; `code` names the rule"),
                @ApiResponse(responseCode = "404", description = "There is no such case"),
                @ApiResponse(
                        responseCode = "409",
                        description =
                                "The case has moved on; `step` says where it stands. Or the key was used for something else"),
                @ApiResponse(
                        responseCode = "422",
                        description = "Not an act, or not an answer; `fields` says what is wrong")
            })
    Acting.Done one(
            @PathVariable String idOrReference,
            @RequestBody JsonNode body,
            @Parameter(description = KEY) @RequestHeader(name = ActStore.HEADER, required = false) @Nullable String key,
            @Parameter(description = ACTOR) @RequestHeader(name = People.HEADER, required = false) @Nullable
                    String actor) {
        var by = people.acting(actor);
        return single.done(idOrReference, body, by, key);
    }

    /// The same act for many cases.
    ///
    /// @param refused how many of them
    /// @param cases in the order they were given, each with what came of it
    record Many(int taken, int refused, List<Acting.Done> cases) {}

    @PostMapping("/api/v1/cases:act")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Do the same to many cases",
            description = "At most " + MOST
                    + ". Each is checked by itself, as if it were asked for alone; the answer says for"
                    + " each case whether it was taken, and if not by which rule.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ManyBody.class))))
    Many many(
            @RequestBody JsonNode body,
            @Parameter(description = KEY) @RequestHeader(name = ActStore.HEADER, required = false) @Nullable String key,
            @Parameter(description = ACTOR) @RequestHeader(name = People.HEADER, required = false) @Nullable
                    String actor)
            throws InterruptedException {
        var by = people.acting(actor);
        var ids = new LinkedHashSet<String>();
        body.path("cases").valueStream().forEach(id -> ids.add(id.asString("")));
        if (ids.isEmpty() || ids.size() > MOST) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "acts.cases",
                    "\"cases\" is a list of 1 to " + MOST + " ids or references.");
        }
        var act = Act.read(body.path("act"));
        once.beginMany(key, by, body.toString());
        var done = acting.act(
                List.copyOf(ids),
                id -> once.act(key, by, id, body.toString(), () -> acting.act(id, act, by))
                        .done());
        int taken = (int) done.stream().filter(Acting.Done::ok).count();
        return new Many(taken, done.size() - taken, done);
    }
}
