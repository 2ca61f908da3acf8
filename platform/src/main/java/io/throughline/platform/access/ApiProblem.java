package io.throughline.platform.access;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A request that cannot be answered, with a stable `code` for programs and a `detail` for people.
public class ApiProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1;

    public ApiProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /// @param more further members of the answer, such as `attribute` or `nearest`
    public ApiProblem(HttpStatus status, String code, String detail, Map<String, Object> more) {
        super(status, problem(status, code, detail, more), null);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail, Map<String, Object> more) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        more.forEach(problem::setProperty);
        return problem;
    }
}
