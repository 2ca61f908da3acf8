package io.throughline.platform.selfservice;

import io.throughline.platform.notices.Notices;
import java.util.Optional;
import java.util.stream.Stream;

/// The validation notice of the debt that a case is about.
final class CaseNotices {
    private final Notices notices;

    CaseNotices(Notices notices) {
        this.notices = notices;
    }

    boolean isThere(Standing at) {
        return account(at).filter(notices::isPossible).isPresent();
    }

    /// The notice, given to whoever is proven to be there: who reads it on the page has it from that day.
    ///
    /// @throws Notices.NoNotice if its figures do not add up
    Optional<Notices.Document> give(Standing at) {
        return at.visitor().verified()
                ? account(at)
                        .filter(notices::isPossible)
                        .map(account -> notices.give(account, at.language(), null, "web"))
                : Optional.empty();
    }

    Optional<String> page(Notices.Document document, String stylesheet) {
        return notices.page(document.account(), document.language(), stylesheet);
    }

    byte[] pdf(Notices.Document document) {
        return notices.pdf(document);
    }

    private static Optional<String> account(Standing at) {
        return at.definition().purpose().equals("debt-collection")
                ? Stream.of("account.id", "trigger.accountId")
                        .map(at.state()::fact)
                        .flatMap(Optional::stream)
                        .map(Object::toString)
                        .findFirst()
                : Optional.empty();
    }
}
