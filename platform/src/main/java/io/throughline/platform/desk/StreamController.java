package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.throughline.platform.staff.Actors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// What happens, as it happens.
@RestController
class StreamController {
    private final Me me;
    private final Streams streams;

    StreamController(Me me, Streams streams) {
        this.me = me;
        this.streams = streams;
    }

    @GetMapping(path = "/api/desk/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @PreAuthorize(Me.MAY)
    @Operation(
            summary = "Events that concern me, as they happen; of the whole floor for supervisors",
            description = "Goes on behind Last-Event-ID; nothing is missed and nothing told twice.")
    SseEmitter stream(
            @RequestParam(defaultValue = "false") boolean floor,
            @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last,
            @RequestHeader(name = Actors.HEADER, required = false) @Nullable String actor) {
        var who = floor ? me.supervising(actor) : me.acting(actor);
        return streams.open(who.id(), floor, last == null ? after : last);
    }

    /// Somebody closed their window: nobody is left to be told, and nothing is wrong.
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {
        // nothing to answer
    }
}
