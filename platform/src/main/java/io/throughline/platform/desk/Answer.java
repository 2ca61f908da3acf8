package io.throughline.platform.desk;

import io.throughline.platform.access.ApiProblem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What the floor said to an order.
///
/// @param status as HTTP has it: 200 was carried out, anything else changed nothing
/// @param code null: it was carried out
/// @param told what there is to tell, such as an explanation
record Answer(int status, @Nullable String code, @Nullable String detail, Map<String, Object> told) {
    static final Answer DONE = new Answer(200, null, null, Map.of());

    static Answer told(Map<String, Object> told) {
        return new Answer(200, null, null, told);
    }

    static Answer refused(HttpStatus status, String code, String detail) {
        return new Answer(status.value(), code, detail, Map.of());
    }

    /// The same, or a problem if it was refused.
    Answer orProblem() {
        if (code != null) {
            throw new ApiProblem(HttpStatus.valueOf(status), code, String.valueOf(detail));
        }
        return this;
    }
}
