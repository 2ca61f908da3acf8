package io.throughline.platform.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The shape of a request to do the same to many cases, for those who read the API's description.
@Schema(name = "ActOnMany")
record ManyBody(
        @Schema(description = "Ids or references, at most 1,000")
        List<String> cases,

        ActBody act) {}
