package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Refusal;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// One act to one case, whose refusal is a problem.
@Component
class SingleAct implements CaseActs {
    private final Acting acting;
    private final ActStore once;

    SingleAct(Acting acting, ActStore once) {
        this.acting = acting;
        this.once = once;
    }

    @Override
    public List<String> act(String idOrReference, JsonNode body, By by) {
        return done(idOrReference, body, by, null).happened();
    }

    /// @param key under which it is done once; null: the caller does without
    Acting.Done done(String idOrReference, JsonNode body, By by, @Nullable String key) {
        Acting.Answer answer;
        try {
            var act = Act.read(body);
            answer = once.act(key, by, "", idOrReference + " " + body, () -> acting.act(idOrReference, act, by));
        } catch (Cases.UnknownCase e) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, "case.unknown", String.valueOf(e.getMessage()));
        }
        if (answer.refusal() != null) {
            throw problem(answer.refusal(), answer.done());
        }
        return answer.done();
    }

    private static ApiProblem problem(Refusal refusal, Acting.Done done) {
        var status = switch (refusal.code()) {
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_AT_STEP, ALREADY_DONE, FINISHED -> HttpStatus.CONFLICT;
            case NOT_VERIFIED, NOT_OFFERED, OUT_OF_BOUNDS, UNKNOWN, INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        var more = new LinkedHashMap<String, Object>();
        more.put("case", done.caseId());
        more.put("step", done.step());
        if (!refusal.fields().isEmpty()) {
            more.put("fields", Map.copyOf(refusal.fields()));
        }
        return new ApiProblem(status, refusal.rule(), sentence(refusal.message()), more);
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1) + ".";
    }
}
