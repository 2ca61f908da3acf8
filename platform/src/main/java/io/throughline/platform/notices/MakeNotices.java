package io.throughline.platform.notices;

import io.throughline.engine.Money;
import io.throughline.platform.notices.NoticeStore.Given;
import io.throughline.platform.records.Portfolio;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes validation notices from the portfolio and the figures that were brought for them. A notice
/// whose figures do not add up is not made.
@Component
class MakeNotices implements Notices {
    /// The collector's day: a notice is sent on it.
    private static final ZoneId OFFICE = ZoneId.of("America/New_York");
    private static final int DIGITS = 4;

    private final NoticeStore store;
    private final Portfolio portfolio;
    private final NoticeDocuments documents;
    private final Collector collector;
    private final InstantSource time;

    MakeNotices(
            NoticeStore store,
            Portfolio portfolio,
            NoticeDocuments documents,
            Collector collector,
            InstantSource time) {
        this.store = store;
        this.portfolio = portfolio;
        this.documents = documents;
        this.collector = collector;
        this.time = time;
    }

    @Override
    public boolean isPossible(String account) {
        return collector.isComplete() && store.debt(account).isPresent();
    }

    @Override
    public Document look(String account, @Nullable String language, @Nullable LocalDate sent) {
        var words = words(account, language);
        return store.given(account, words.language()).map(MakeNotices::document).orElseGet(() -> {
            var notice = notice(account, words, sent);
            var html = documents.html(notice, null);
            return new Document(
                    account,
                    words.language(),
                    words.version(),
                    notice.period().sent(),
                    notice.period().end(),
                    false,
                    html,
                    sha256(html));
        });
    }

    @Override
    public Document give(String account, @Nullable String language, @Nullable LocalDate sent, String channel) {
        var words = words(account, language);
        if (store.given(account, words.language()).isEmpty()) {
            var notice = notice(account, words, sent);
            store.give(notice, account, channel, documents.html(notice, null), time.instant());
        }
        return document(store.given(account, words.language()).orElseThrow());
    }

    @Override
    public byte[] pdf(Document document) {
        return documents.pdf(document.html());
    }

    @Override
    public Optional<String> page(String account, String language, String stylesheet) {
        return store.given(account, NoticeWords.of(language).language())
                .map(given -> given.html()
                        .replaceFirst(
                                "(?s)<style>.*?</style>", "<link rel=\"stylesheet\" href=\"" + stylesheet + "\"/>"));
    }

    private NoticeWords words(String account, @Nullable String language) {
        return NoticeWords.of(Optional.ofNullable(language)
                .or(() -> portfolio
                        .account(account)
                        .flatMap(it -> portfolio.customer(it.customerId()))
                        .map(Portfolio.Customer::language))
                .orElse("en"));
    }

    private ValidationNotice notice(String account, NoticeWords words, @Nullable LocalDate asked) {
        var debtor = found(
                portfolio.account(account),
                "notice.account",
                () -> "There is no account " + account + " in the portfolio.");
        var person = found(
                portfolio.customer(debtor.customerId()),
                "notice.account",
                () -> "The portfolio has no customer " + debtor.customerId() + ".");
        var debt = found(
                store.debt(account),
                "notice.no-figures",
                () -> "Nothing is known of how the debt of account " + account
                        + " comes about. Bring address and figures with ./throughline notice import FILE.");
        if (!collector.isComplete()) {
            throw new NoNotice(
                    "notice.collector",
                    "A notice names the collector: set name, address and phone under throughline.collector.");
        }
        try {
            debt.itemisation().reconcile(new Money(debtor.balanceMinor(), debtor.currency()));
        } catch (Itemisation.DoesNotAddUp e) {
            throw new NoNotice(
                    "notice.does-not-add-up",
                    "No notice was made for account " + account + ", because its figures do not add up: "
                            + e.getMessage() + ". Correct the figures or the balance.");
        }
        var to = new ArrayList<String>();
        to.add((person.firstName() + " " + person.lastName()).strip());
        to.addAll(debt.address());
        return new ValidationNotice(
                collector,
                to,
                account,
                debt.number().substring(Math.max(0, debt.number().length() - DIGITS)),
                debtor.product(),
                debt.creditorThen(),
                debtor.creditor(),
                debt.itemisation(),
                ValidationPeriod.ofSent(sent(account, asked)),
                words);
    }

    /// The day of the first notice, whatever the language of this one.
    private LocalDate sent(String account, @Nullable LocalDate asked) {
        var today = LocalDate.ofInstant(time.instant(), OFFICE);
        if (asked != null && asked.isAfter(today.plusDays(7))) {
            throw new NoNotice("notice.sent", "A notice can be dated at most a week ahead; it is " + today + " today.");
        }
        return store.firstSent(account).orElse(asked == null ? today : asked);
    }

    private static <T> T found(Optional<T> value, String code, Supplier<String> message) {
        return value.orElseThrow(() -> new NoNotice(code, message.get()));
    }

    private static Document document(Given given) {
        return new Document(
                given.account(),
                given.language(),
                given.version(),
                given.sent(),
                given.periodEnd(),
                true,
                given.html(),
                given.sha256());
    }

    private static String sha256(String html) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
