package io.throughline.platform.staff;

import io.throughline.engine.By;
import io.throughline.platform.access.ApiProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Acts under an `Idempotency-Key`: what a person asked for twice is done once, and answered the
/// same. The key is kept in the transaction of the act, so it is there if and only if the act is. A
/// refusal changes nothing and is not kept.
@Component
class ActStore {
    /// The header, as its Internet-Draft (draft-ietf-httpapi-idempotency-key-header) names it.
    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 200;
    private static final int ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final String tenant;

    ActStore(
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactions,
            @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = new TransactionTemplate(transactions);
        this.tenant = tenant;
    }

    /// An act on one case.
    ///
    /// @param key null: the caller does without
    /// @param target the case as it is asked for; empty for a request that is about many
    /// @param asked all that was asked
    /// @throws ApiProblem 409 if the key was used for something else, 422 if it is none
    Acting.Answer act(@Nullable String key, By by, String target, String asked, Supplier<Acting.Answer> act) {
        if (key == null) {
            return act.get();
        }
        check(key);
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transactions.execute(status -> {
                    var known = begin(key, by, target, asked);
                    if (known.isPresent()) {
                        return new Acting.Answer(json.readValue(known.get(), Acting.Done.class), null);
                    }
                    var answer = act.get();
                    if (answer.refusal() == null) {
                        keep(key, by, target, answer.done());
                    } else {
                        status.setRollbackOnly();
                    }
                    return answer;
                }));
            } catch (ConcurrencyFailureException conflict) {
                if (attempt == ATTEMPTS) {
                    throw conflict;
                }
            }
        }
    }

    /// Begins a request for many cases, each of which is then an [#act] of its own.
    void beginMany(@Nullable String key, By by, String asked) {
        if (key != null) {
            check(key);
            transactions.executeWithoutResult(_ -> begin(key, by, "", asked));
        }
    }

    /// Takes the key; waits for whoever is using it at this moment.
    ///
    /// @return what was answered, if it was used for the same before
    private Optional<String> begin(String key, By by, String target, String asked) {
        jdbc.sql("""
                delete from staff.act_once where tenant = ? and (actor, key, target) in (
                  select actor, key, target from staff.act_once where tenant = ? and at < now() - interval '30 days'
                   order by at limit 10 for update skip locked)
                """).params(tenant, tenant).update();
        var hash = sha256(asked);
        int taken = jdbc.sql("insert into staff.act_once (tenant, actor, key, target, asked) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(tenant, by.id(), key, target, hash)
                .update();
        if (taken == 1) {
            return Optional.empty();
        }
        var known = jdbc.sql("select asked, answer::text from staff.act_once"
                        + " where tenant = ? and actor = ? and key = ? and target = ?")
                .params(tenant, by.id(), key, target)
                .query((row, _) -> new Known(row.getBytes(1), row.getString(2)))
                .single();
        if (!Arrays.equals(known.asked(), hash)) {
            throw new ApiProblem(
                    HttpStatus.CONFLICT,
                    "act.key-reused",
                    "The " + HEADER + " was used for something else. Take a new one for each act.");
        }
        return Optional.ofNullable(known.answer());
    }

    private record Known(byte[] asked, @Nullable String answer) {}

    private void keep(String key, By by, String target, Acting.Done done) {
        jdbc.sql("update staff.act_once set answer = ?::json where tenant = ? and actor = ? and key = ? and target = ?")
                .params(json.writeValueAsString(done), tenant, by.id(), key, target)
                .update();
    }

    private static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "act.key",
                    "An " + HEADER + " has 1 to " + LONGEST
                            + " letters, digits and signs without spaces, such as a UUID.");
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
