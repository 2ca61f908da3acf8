package io.throughline.sandbox.mailbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.throughline.sandbox.mailbox.Mail.Fate;
import io.throughline.sandbox.page.Html;
import io.throughline.sandbox.page.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;

/// `/mail`: the customers' mailboxes for a person's eyes.
final class MailPages {
    private static final String SECTION = "/mail";
    private static final int LISTED = 100;
    private static final int LONGEST_REPLY = 10_000;
    /// The mail's own HTML gets an origin of its own, no script, nothing from anywhere; its links leave the frame.
    private static final String BODY_POLICY =
            "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline';"
                    + " img-src data:; frame-ancestors 'self'";
    private static final Html REFUSED = Html.of(
            "<p class=\"bad\" id=\"reply-problem\">Write something first, up to {} characters.</p>", LONGEST_REPLY);

    private final Mailboxes mailboxes;

    MailPages(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    void register(RoutesConfig routes) {
        routes.get("/mail", this::list);
        routes.get("/mail/{address}", this::mailbox);
        routes.get("/mail/{address}/{id}", context -> mail(context, "", Html.NOTHING));
        routes.get("/mail/{address}/{id}/body", this::body);
        routes.post("/mail/{address}/{id}", this::reply);
    }

    private void list(Context context) {
        var search = Optional.ofNullable(context.queryParam("q")).orElse("").strip();
        var latest = mailboxes.latestPerAddress(search, LISTED);
        Page.show(
                context,
                SECTION,
                "Mailboxes",
                Html.of(
                        """
                <h1>Mailboxes</h1>
                <p class="soft">Every address that got mail, the latest first.</p>
                <form class="search" method="get" action="/mail" role="search">
                <div><label for="q">Find an address</label><input type="search" id="q" name="q" inputmode="email" autocomplete="off" value="{}"></div>
                <button>Search</button></form>
                {}{}
                """,
                        search,
                        latest.isEmpty() ? nobody(search) : rows(latest, MailPages::mailboxRow),
                        latest.size() < LISTED
                                ? Html.NOTHING
                                : Html.of(
                                        "<p class=\"small\">The latest {} are shown. Search to find others.</p>",
                                        LISTED)));
    }

    private static Html nobody(String search) {
        return search.isEmpty()
                ? Html.of("<div class=\"empty\"><p>No mailbox has mail yet.</p>"
                        + "<p>Open a case of a customer with an address, and the first mail appears here.</p></div>")
                : Html.of(
                        "<div class=\"empty\"><p>No mailbox matches “{}”.</p>"
                                + "<p><a class=\"action\" href=\"/mail\">Show all mailboxes</a></p></div>",
                        search);
    }

    private static Html rows(List<Mail> mails, java.util.function.Function<Mail, Html> row) {
        return Html.of(
                "<ul class=\"rows\">{}</ul>", Html.join(mails.stream().map(row).toList()));
    }

    private static Html mailboxRow(Mail mail) {
        return Html.of(
                """
                <li><a href="{}"><span class="top"><b>{}</b><span class="small">{}</span></span>
                <span class="line">{}{}</span></a></li>""",
                path(mail.address()),
                mail.address(),
                Page.time(mail.at()),
                mail.fate().isSent() ? "Customer: " : "",
                subject(mail));
    }

    private void mailbox(Context context) {
        var address = Mailboxes.canonical(context.pathParam("address"));
        var mails = mailboxes.list(address, 0).reversed();
        Page.show(
                context,
                SECTION,
                address,
                Html.of(
                        """
                <a class="back" href="/mail">All mailboxes</a>
                <h1>{}</h1>
                <p class="soft">A customer’s mailbox, the latest first. <a href="{}">Look for new mail</a></p>
                {}
                """,
                        address,
                        path(address),
                        mails.isEmpty()
                                ? Html.of("<div class=\"empty\"><p>No mail in this mailbox.</p></div>")
                                : rows(mails, MailPages::mailRow)));
    }

    private static Html mailRow(Mail mail) {
        return Html.of(
                """
                <li><a href="{}"><span class="top"><b>{}</b><span class="small">{}</span></span>
                <span class="line">{} {}</span>{}</a></li>""",
                path(mail),
                subject(mail),
                Page.time(mail.at()),
                mail.fate().isSent() ? "To" : "From",
                mail.other(),
                fate(mail));
    }

    private static Html fate(Mail mail) {
        return switch (mail.fate()) {
            case RECEIVED, TAKEN -> Html.NOTHING;
            case BOUNCED -> Html.of("<span class=\"tag\">Bounced: went back to the sender</span>");
            case WAITING -> Html.of("<span class=\"tag\">Waiting for the platform</span>");
            case REFUSED -> Html.of("<span class=\"tag\">Refused by the platform</span>");
        };
    }

    private void mail(Context context, String draft, Html problem) {
        var found = find(context);
        if (found.isEmpty()) {
            Page.notFound(context, SECTION, "That mail is not in this mailbox.");
            return;
        }
        var mail = found.get();
        boolean hasProblem = !problem.markup().isEmpty();
        Page.show(
                context,
                SECTION,
                (hasProblem ? "Error: " : "") + subject(mail),
                Html.of(
                        """
                <a class="back" href="{}">All mail of {}</a>
                <h1>{}</h1>
                <dl class="head"><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd><dt>Date</dt><dd>{}</dd></dl>
                <p>{}</p>
                {}
                <h2>As plain text</h2>
                {}
                {}
                """,
                        path(mail.address()),
                        mail.address(),
                        subject(mail),
                        mail.fate().isSent() ? mail.address() : mail.other(),
                        mail.fate().isSent() ? mail.other() : mail.address(),
                        Page.time(mail.at()),
                        fate(mail),
                        htmlPart(mail),
                        mail.text().isBlank()
                                ? Html.of("<div class=\"empty\"><p>This mail has no plain text part.</p></div>")
                                : Html.of(
                                        "<div class=\"mailtext\">{}</div>",
                                        Html.withLinks(mail.text().strip())),
                        mail.fate() == Fate.RECEIVED ? replyForm(mail, draft, problem, hasProblem) : Html.NOTHING));
    }

    private static Html htmlPart(Mail mail) {
        return mail.html().isBlank()
                ? Html.NOTHING
                : Html.of(
                        "<h2>As the customer sees it</h2><iframe title=\"The mail as HTML\" src=\"{}/body\""
                                + " sandbox=\"allow-top-navigation-by-user-activation\"></iframe>",
                        path(mail));
    }

    private static Html replyForm(Mail mail, String draft, Html problem, boolean hasProblem) {
        return Html.of(
                """
                <form class="reply" method="post" action="{}">
                <label for="reply">Answer as the customer</label>{}
                <textarea id="reply" name="text" maxlength="{}"{}>{}</textarea>
                <button>Send answer</button></form>
                """,
                path(mail),
                problem,
                LONGEST_REPLY,
                hasProblem
                        ? Html.of(" aria-invalid=\"true\" aria-describedby=\"reply-problem\" autofocus")
                        : Html.NOTHING,
                draft);
    }

    private void body(Context context) {
        var found = find(context).filter(mail -> !mail.html().isBlank());
        if (found.isEmpty()) {
            Page.notFound(context, SECTION, "That mail has no HTML part.");
            return;
        }
        var document = Jsoup.parse(found.get().html());
        document.select("script, base, meta[http-equiv], object, embed, iframe, form")
                .remove();
        document.head().prependElement("base").attr("target", "_top");
        context.header("Content-Security-Policy", BODY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .html(document.outerHtml());
    }

    private void reply(Context context) {
        var found = find(context).filter(mail -> mail.fate() == Fate.RECEIVED);
        if (found.isEmpty()) {
            Page.notFound(context, SECTION, "That mail is not in this mailbox.");
            return;
        }
        var text = Optional.ofNullable(context.formParam("text")).orElse("").strip();
        if (text.isEmpty() || text.length() > LONGEST_REPLY) {
            context.status(422);
            mail(context, text, REFUSED);
            return;
        }
        var mail = found.get();
        mailboxes.reply(mail.address(), mail.id(), text);
        context.status(303).header("Location", path(mail.address()));
    }

    private Optional<Mail> find(Context context) {
        var id = context.pathParam("id");
        var address = Mailboxes.canonical(context.pathParam("address"));
        return id.matches("[0-9]{1,18}")
                ? mailboxes
                        .find(Long.parseLong(id))
                        .filter(mail -> mail.address().equals(address))
                : Optional.empty();
    }

    private static String subject(Mail mail) {
        return mail.subject().isBlank() ? "(no subject)" : mail.subject();
    }

    private static String path(String address) {
        return "/mail/" + URLEncoder.encode(address, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String path(Mail mail) {
        return path(mail.address()) + "/" + mail.id();
    }
}
