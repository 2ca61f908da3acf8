package io.throughline.sandbox.ledger;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.throughline.sandbox.page.Html;
import io.throughline.sandbox.page.Page;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The books for a reader: accounts and journal, searched and paged, nothing to change.
final class LedgerPages {
    private static final int PER_PAGE = 50;
    private static final String SECTION = "/ledger";

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
        Html more = found.size() > PER_PAGE
                ? more("/ledger?q=" + encode(search) + "&after="
                        + encode(shown.getLast().id()))
                : Html.NOTHING;
        show(ctx, "Accounts", search("/ledger", "Account or customer number", search), table(shown), more);
    }

    private Html table(List<Account> accounts) {
        if (accounts.isEmpty()) {
            return Html.of("<div class=\"empty\"><p>No account is found.</p></div>");
        }
        Instant now = clock.instant();
        return Html.of(
                """
                <div class="books"><table><thead><tr><th scope="col">Account</th><th scope="col">Customer</th>
                <th scope="col">Creditor</th><th scope="col" class="n">Balance</th><th scope="col" class="n">Loaded</th>
                <th scope="col">Due</th><th scope="col" class="n">Days past due</th><th scope="col">Status</th></tr></thead>
                <tbody>{}</tbody></table></div>
                """,
                Html.join(accounts.stream().map(account -> row(account, now)).toList()));
    }

    private static Html row(Account account, Instant now) {
        return Html.of(
                """
                <tr><td><a href="/ledger/accounts/{}">{}</a></td><td>{}</td><td>{}</td><td class="n">{}</td>
                <td class="n">{}</td><td>{}</td><td class="n">{}</td><td>{}</td></tr>
                """,
                encode(account.id()),
                account.id(),
                account.customerId(),
                account.creditor(),
                money(account.balanceMinor(), account.currency()),
                money(account.originalBalanceMinor(), account.currency()),
                account.dueDate(),
                account.daysPastDue(now),
                account.status());
    }

    private void account(Context ctx) {
        var account = store.account(ctx.pathParam("id"));
        if (account.isEmpty()) {
            Page.notFound(ctx, SECTION, "The ledger has no account of that number.");
            return;
        }
        var a = account.get();
        show(
                ctx,
                "Account " + a.id(),
                table(List.of(a)),
                Html.of("<h2>Postings</h2>"),
                journal(store.newest(Long.MAX_VALUE, a.id(), 500)));
    }

    private void postings(Context ctx) {
        String search = param(ctx, "q");
        var found = store.newest(before(ctx), search, PER_PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PER_PAGE));
        Html more = found.size() > PER_PAGE
                ? more("/ledger/postings?q=" + encode(search) + "&before="
                        + shown.getLast().seq())
                : Html.NOTHING;
        show(
                ctx,
                "Postings, newest first",
                search("/ledger/postings", "Account, key or receipt", search),
                journal(shown),
                more);
    }

    private static long before(Context ctx) {
        try {
            return Long.parseLong(param(ctx, "before"));
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static Html journal(List<Posting> postings) {
        if (postings.isEmpty()) {
            return Html.of("<div class=\"empty\"><p>Nothing has been posted.</p></div>");
        }
        return Html.of("""
                <div class="books"><table><thead><tr><th scope="col" class="n">No.</th><th scope="col">Posted</th>
                <th scope="col">Operation</th><th scope="col">Account</th><th scope="col" class="n">Amount</th>
                <th scope="col">Receipt</th><th scope="col">Key</th></tr></thead><tbody>{}</tbody></table></div>
                """, Html.join(postings.stream().map(LedgerPages::row).toList()));
    }

    private static Html row(Posting posting) {
        return Html.of(
                """
                <tr><td class="n">{}</td><td>{}</td><td>{}</td><td><a href="/ledger/accounts/{}">{}</a></td>
                <td class="n">{}</td><td><code>{}</code></td><td><code>{}</code></td></tr>
                """,
                posting.seq(),
                posting.postedAt().truncatedTo(ChronoUnit.SECONDS),
                posting.operation(),
                encode(posting.account()),
                posting.account(),
                amount(posting),
                posting.receipt(),
                posting.key());
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

    private static Html search(String action, String label, String value) {
        return Html.of("""
                <form class="search" action="{}" role="search"><div><label for="q">{}</label>
                <input type="search" id="q" name="q" value="{}" autocomplete="off"></div><button>Search</button></form>
                """, action, label, value);
    }

    private static Html more(String href) {
        return Html.of("<p><a class=\"action\" href=\"{}\">Next page</a></p>", href);
    }

    private static void show(Context ctx, String title, Html... pieces) {
        Page.show(ctx, SECTION, title + " · Ledger", Html.of("""
                        <h1>{}</h1><p class="soft">The creditor's books: <a href="/ledger">accounts</a> and
                        <a href="/ledger/postings">postings</a></p>{}
                        """, title, Html.join(List.of(pieces))));
    }

    private static String param(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null ? "" : value.strip();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
