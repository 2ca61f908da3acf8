package io.throughline.platform.records;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.records.CloudEvent.BadEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Takes CloudEvents 1.0 over HTTP, structured, binary and in batches.
@RestController
class EventsController {
    private final TakeEvent events;
    private final JsonMapper json;

    EventsController(TakeEvent events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    @PostMapping("/api/v1/events")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Tell an operational event",
            description = "A CloudEvent 1.0: structured (application/cloudevents+json), a batch of them"
                    + " (application/cloudevents-batch+json), or binary (headers ce-specversion, ce-id, ce-source, ce-type;"
                    + " the body is the data). `type` is the trigger of a workflow, `data.accountId` an account of the"
                    + " portfolio. The same source and id twice is one event and answers with the same case.",
            responses = {
                @ApiResponse(responseCode = "202", description = "Taken: the case that was opened"),
                @ApiResponse(responseCode = "200", description = "A double: the case that was opened before"),
                @ApiResponse(responseCode = "400", description = "Names the attribute that is wrong")
            })
    ResponseEntity<Object> take(
            @RequestBody(required = false) byte @org.jspecify.annotations.Nullable [] body,
            HttpServletRequest request) {
        byte[] bytes = Objects.requireNonNullElse(body, new byte[0]);
        String type = Objects.requireNonNullElse(request.getContentType(), "").toLowerCase(Locale.ROOT);
        try {
            if (type.startsWith("application/cloudevents-batch")) {
                return answer(CloudEvent.batch(json.readTree(bytes)), true);
            }
            var event = type.startsWith("application/cloudevents")
                    ? CloudEvent.structured(json.readTree(bytes))
                    : CloudEvent.binary(request::getHeader, bytes, json);
            return answer(List.of(event), false);
        } catch (BadEvent e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "event.invalid",
                    String.valueOf(e.getMessage()),
                    Map.of("attribute", e.attribute));
        } catch (JacksonException _) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "event.malformed", "The body is not valid JSON.");
        }
    }

    private ResponseEntity<Object> answer(List<CloudEvent> given, boolean isBatch) {
        var checked = given.stream().map(events::check).toList();
        var taken = checked.stream().map(events::take).toList();
        boolean anyNew = taken.stream().anyMatch(one -> !one.existed());
        return ResponseEntity.status(anyNew ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(isBatch ? taken : taken.getFirst());
    }
}
