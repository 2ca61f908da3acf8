package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.engine.Refusal;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.Cases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// One act to one case, whose refusal is a problem.
@Component
class SingleAct implements CaseActs {
    private final Acting acting;

    SingleAct(Acting acting) {
        this.acting = acting;
    }

    @Override
    public List<String> act(String idOrReference, JsonNode body, By by) {
        return done(idOrReference, body, by).happened();
    }

    Acting.Done done(String idOrReference, JsonNode body, By by) {
        Acting.Answer answer;
        try {
            answer = acting.act(idOrReference, Act.read(body), by);
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
