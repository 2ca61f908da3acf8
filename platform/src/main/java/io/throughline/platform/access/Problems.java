package io.throughline.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// The one place where faults meet HTTP. Every answer is a `ProblemDetail` with a stable `code` and
/// a reference number that the log has too; none has a stack trace. Pages of customers are not
/// answered here: they have pages that help.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private final RandomGenerator random = new SecureRandom();

    @ExceptionHandler(Exception.class)
    ResponseEntity<ProblemDetail> answer(Exception fault, HttpServletRequest request) throws Exception {
        if (isPage(request) || fault instanceof AccessDeniedException || fault instanceof AuthenticationException) {
            throw fault;
        }
        var problem = problem(fault);
        problem.setProperty("reference", reference());
        if (problem.getStatus() >= 500) {
            log.error("request failed, reference {}", reference(problem), fault);
        } else {
            log.info("request refused: {} {}", code(problem), reference(problem));
        }
        var answer = ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (fault instanceof ErrorResponse known) {
            answer.headers(known.getHeaders());
        }
        return answer.body(problem);
    }

    private static ProblemDetail problem(Exception fault) {
        return switch (fault) {
            case ErrorResponse known -> withCode(known.getBody());
            case HttpMessageNotReadableException _ ->
                of(HttpStatus.BAD_REQUEST, "request.malformed", "The body cannot be read; is it valid JSON?");
            case MethodArgumentTypeMismatchException mismatch ->
                of(
                        HttpStatus.BAD_REQUEST,
                        "request.parameter",
                        "The parameter " + mismatch.getName() + " has a value of the wrong kind.");
            default ->
                of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Something went wrong on our side. Give the reference number when you ask about it.");
        };
    }

    private static ProblemDetail of(HttpStatus status, String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }

    private static ProblemDetail withCode(ProblemDetail problem) {
        if (problem.getProperties() == null || !problem.getProperties().containsKey("code")) {
            problem.setProperty("code", codeOf(HttpStatusCode.valueOf(problem.getStatus())));
        }
        return problem;
    }

    private static String codeOf(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "request.unknown-path";
            case 405 -> "request.method";
            case 406 -> "request.accept";
            case 413 -> "request.too-large";
            case 415 -> "request.content-type";
            default -> status.is4xxClientError() ? "request.invalid" : "internal";
        };
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/l/") || path.equals("/r") || path.startsWith("/r/");
    }

    private String reference() {
        return HexFormat.of().toHexDigits(random.nextInt()).toUpperCase(Locale.ROOT);
    }

    private static Object reference(ProblemDetail problem) {
        return property(problem, "reference");
    }

    private static Object code(ProblemDetail problem) {
        return property(problem, "code");
    }

    private static Object property(ProblemDetail problem, String name) {
        var properties = problem.getProperties();
        return properties == null ? "" : properties.getOrDefault(name, "");
    }
}
