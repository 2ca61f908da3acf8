package io.throughline.sandbox.ledger;

import static io.throughline.sandbox.pages.Page.escape;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.pages.Page;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The books for a reader: accounts and journal, searched and paged, nothing to change.
final class LedgerPages {
    private static final int PER_PAGE = 50;

    private final LedgerStore store;
    private final InstantSource clock;

    LedgerPages(LedgerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void register(JavalinDefaultRoutingApi routes) {
        routes.get("/ledger", this::accounts);
        routes.get("/ledger/postings", this::postings);
        routes.get("/ledger/accounts/{id}", this::account);
    }

    private void accounts(Context ctx) {
        String search = param(ctx, "q");
        var found = store.accounts(param(ctx, "after"), search, PER_PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PER_PAGE));
        String more = found.size() > PER_PAGE
                ? more("/ledger?q=" + encode(search) + "&after="
                        + encode(shown.getLast().id()))
                : "";
        answer(ctx, "Accounts", search("/ledger", "Account or customer number", search) + table(shown) + more);
    }

    private String table(List<Account> accounts) {
        if (accounts.isEmpty()) {
            return "<p class=\"box\">No account is found.</p>";
        }
        Instant now = clock.instant();
        return accounts.stream()
                .map(account -> """
                        <tr><td><a href="/ledger/accounts/%s">%s</a></td><td>%s</td><td>%s</td><td class="n">%s</td>\
                        <td class="n">%s</td><td>%s</td><td class="n">%d</td><td>%s</td></tr>
                        """.formatted(
                                encode(account.id()),
                                escape(account.id()),
                                escape(account.customerId()),
                                escape(account.creditor()),
                                money(account.balanceMinor(), account.currency()),
                                money(account.originalBalanceMinor(), account.currency()),
                                account.dueDate(),
                                account.daysPastDue(now),
                                account.status()))
                .collect(Collectors.joining(
                        "",
                        "<div class=\"box\"><table><thead><tr><th scope=\"col\">Account</th><th scope=\"col\">Customer</th>"
                                + "<th scope=\"col\">Creditor</th><th scope=\"col\" class=\"n\">Balance</th><th scope=\"col\" class=\"n\">"
                                + "Loaded</th><th scope=\"col\">Due</th><th scope=\"col\" class=\"n\">Days past due</th>"
                                + "<th scope=\"col\">Status</th></tr></thead><tbody>",
                        "</tbody></table></div>"));
    }

    private void account(Context ctx) {
        var account = store.account(ctx.pathParam("id"));
        if (account.isEmpty()) {
            ctx.status(404);
            answer(ctx, "No such account", "<p class=\"box\">The ledger has no account of that number.</p>");
            return;
        }
        var a = account.get();
        answer(
                ctx,
                "Account " + a.id(),
                table(List.of(a)) + "<h2>Postings</h2>" + journal(store.newest(Long.MAX_VALUE, a.id(), 500)));
    }

    private void postings(Context ctx) {
        String search = param(ctx, "q");
        var found = store.newest(before(ctx), search, PER_PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PER_PAGE));
        String more = found.size() > PER_PAGE
                ? more("/ledger/postings?q=" + encode(search) + "&before="
                        + shown.getLast().seq())
                : "";
        answer(
                ctx,
                "Postings, newest first",
                search("/ledger/postings", "Account, key or receipt", search) + journal(shown) + more);
    }

    private static long before(Context ctx) {
        try {
            return Long.parseLong(param(ctx, "before"));
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static String journal(List<Posting> postings) {
        if (postings.isEmpty()) {
            return "<p class=\"box\">Nothing has been posted.</p>";
        }
        return postings.stream()
                .map(posting -> """
                        <tr><td class="n">%d</td><td>%s</td><td>%s</td><td><a href="/ledger/accounts/%s">%s</a></td>\
                        <td class="n">%s</td><td><code>%s</code></td><td><code>%s</code></td></tr>
                        """.formatted(
                                posting.seq(),
                                posting.postedAt().truncatedTo(ChronoUnit.SECONDS),
                                escape(posting.operation()),
                                encode(posting.account()),
                                escape(posting.account()),
                                amount(posting),
                                escape(posting.receipt()),
                                escape(posting.key())))
                .collect(Collectors.joining(
                        "",
                        "<div class=\"box\"><table><thead><tr><th scope=\"col\" class=\"n\">No.</th><th scope=\"col\">Posted</th>"
                                + "<th scope=\"col\">Operation</th><th scope=\"col\">Account</th><th scope=\"col\" class=\"n\">Amount</th>"
                                + "<th scope=\"col\">Receipt</th><th scope=\"col\">Key</th></tr></thead><tbody>",
                        "</tbody></table></div>"));
    }

    private static String amount(Posting posting) {
        Long amount = posting.amountMinor();
        return amount == null ? "–" : money(amount, posting.currency());
    }

    private static String money(long minor, @Nullable String currency) {
        if (currency == null) {
            return Long.toString(minor);
        }
        int places = Currency.getInstance(currency).getDefaultFractionDigits();
        return BigDecimal.valueOf(minor, places).toPlainString() + " " + currency;
    }

    private static String search(String action, String label, String value) {
        return """
                <form class="search" action="%s" role="search"><div><label for="q">%s</label>\
                <input id="q" name="q" value="%s" autocomplete="off"></div><button>Search</button></form>
                """.formatted(action, escape(label), escape(value));
    }

    private static String more(String href) {
        return "<p><a class=\"button\" href=\"" + escape(href) + "\">Next page</a></p>";
    }

    private static void answer(Context ctx, String title, String body) {
        Page.show(ctx, title + " · Ledger", """
                <header><strong>Ledger</strong><p>The creditor's books, in the sandbox</p></header>
                <main><nav aria-label="Ledger"><a href="/ledger">Accounts</a><a href="/ledger/postings">Postings</a></nav>
                <h1>%s</h1>%s</main>
                """.formatted(escape(title), body));
    }

    private static String param(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null ? "" : value.strip();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
