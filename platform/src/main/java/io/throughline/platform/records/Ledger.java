package io.throughline.platform.records;

import io.throughline.engine.Money;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ledger over HTTP (docs/wires.md). It keeps keys for good, refuses a key with another body,
/// and can be asked for a posting by our key.
@Component
class Ledger implements SystemOfRecord {
    private final HttpClient http;
    private final LedgerSettings settings;
    private final JsonMapper json;
    private final InstantSource time;

    Ledger(LedgerSettings settings, JsonMapper json, InstantSource time) {
        this.settings = settings;
        this.json = json;
        this.time = time;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// A posting as the ledger's list has it.
    ///
    /// @param paymentReceipt the processor's receipt that the posting was made with
    record Posted(
            long seq,
            String key,
            String operation,
            String account,
            @Nullable Money amount,
            @Nullable String paymentReceipt) {}

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Reading read(String read, String key) throws InterruptedException {
        try {
            var answer = send(get("/ledger/v1/accounts/" + encoded(key)));
            return switch (answer.statusCode()) {
                case 200 -> new Reading.Found(facts(json.readTree(answer.body())), time.instant());
                case 404 -> new Reading.Missing("the ledger has no account " + key);
                default -> new Reading.Unavailable("the ledger answered " + answer.statusCode());
            };
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return new Reading.Unavailable(why(e));
        }
    }

    @Override
    public Posting post(String operation, Map<String, Object> values, String key) throws InterruptedException {
        var request = HttpRequest.newBuilder(uri("/ledger/v1/postings"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(settings.readTimeout())
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body(operation, values))))
                .build();
        try {
            var answer = send(request);
            return switch (answer.statusCode()) {
                case 200, 201 -> confirmed(json.readTree(answer.body()));
                case 400, 404, 409, 422 -> rejected(answer);
                default -> new Posting.Unknown("the ledger answered " + answer.statusCode());
            };
        } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException e) {
            return new Posting.Unknown(why(e));
        }
    }

    @Override
    public Lookup lookUp(String key) throws InterruptedException {
        try {
            var answer = send(get("/ledger/v1/postings?key=" + encoded(key)));
            if (answer.statusCode() != 200) {
                return new Lookup.Unavailable("the ledger answered " + answer.statusCode());
            }
            for (var posting : json.readTree(answer.body())) {
                if (posting.path("key").asString("").equals(key)) {
                    return new Lookup.Posted(text(posting, "receipt"), Instant.parse(text(posting, "postedAt")));
                }
            }
            return new Lookup.Absent();
        } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException e) {
            return new Lookup.Unavailable(why(e));
        }
    }

    /// A page of every posting, for reconciliation, oldest first.
    List<Posted> postings(long after, int limit) throws IOException, InterruptedException {
        var answer = send(get("/ledger/v1/postings?after=" + after + "&limit=" + limit));
        if (answer.statusCode() != 200) {
            throw new IOException("the ledger answered " + answer.statusCode());
        }
        var page = new ArrayList<Posted>();
        for (var posting : json.readTree(answer.body())) {
            var amount = posting.path("amountMinor");
            page.add(new Posted(
                    posting.path("seq").asLong(),
                    text(posting, "key"),
                    text(posting, "operation"),
                    text(posting, "account"),
                    amount.isIntegralNumber() ? new Money(amount.asLong(), text(posting, "currency")) : null,
                    posting.path("body").path("receipt").asString(null)));
        }
        return page;
    }

    /// The wire's body: an amount of money `x` becomes `xMinor` and `currency`.
    static Map<String, Object> body(String operation, Map<String, Object> values) {
        var body = new TreeMap<String, Object>();
        body.put("operation", operation);
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map && map.containsKey("minor")) {
                var money = Money.fromFact(map);
                body.put(name + "Minor", money.minor());
                body.put("currency", money.currency());
            } else {
                body.put(name, value);
            }
        });
        return body;
    }

    private static Map<String, Object> facts(JsonNode account) {
        var facts = new TreeMap<String, Object>();
        facts.put("id", text(account, "id"));
        facts.put("customerId", text(account, "customerId"));
        facts.put("creditor", account.path("creditor").asString(""));
        facts.put("balance", new Money(account.path("balanceMinor").asLong(), text(account, "currency")).toFact());
        facts.put("dueDate", text(account, "dueDate"));
        facts.put("daysPastDue", account.path("daysPastDue").asLong());
        facts.put("brokenPromises", account.path("brokenPromises").asLong());
        return facts;
    }

    private static Posting confirmed(JsonNode answer) {
        return new Posting.Confirmed(text(answer, "receipt"), Instant.parse(text(answer, "postedAt")));
    }

    private Posting rejected(HttpResponse<String> answer) {
        try {
            var body = json.readTree(answer.body());
            return new Posting.Rejected(
                    body.path("code").asString("http-" + answer.statusCode()),
                    body.path("message").asString("the ledger answered " + answer.statusCode()));
        } catch (JacksonException _) {
            return new Posting.Rejected("http-" + answer.statusCode(), "the ledger answered " + answer.statusCode());
        }
    }

    private static String text(JsonNode object, String name) {
        String text = object.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the ledger's answer has no " + name);
        }
        return text;
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(settings.readTimeout()).build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private URI uri(String path) {
        String base = settings.baseUrl().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String why(Exception fault) {
        return fault.getClass().getSimpleName() + ": " + Objects.requireNonNullElse(fault.getMessage(), "no answer");
    }
}
