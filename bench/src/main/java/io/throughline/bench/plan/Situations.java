package io.throughline.bench.plan;

import io.throughline.bench.plan.Facts.Ask;
import io.throughline.bench.plan.Facts.Permission;
import io.throughline.bench.plan.Facts.Window;
import io.throughline.policy.pack.FactSheet;
import io.throughline.policy.pack.Facts;
import io.throughline.policy.pack.Policy;
import io.throughline.policy.pack.Situation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A generated account in the words of the packs' fact model.
final class Situations {
    private final Policy policy;

    Situations(Policy policy) {
        this.policy = policy;
    }

    /// One for each contact that could be planned.
    List<Situation> of(Generated one, Instant now) {
        return new Known(one).asked(now);
    }

    /// What is the same for all contacts with one account.
    final class Known {
        private final Generated one;
        private final List<Facts> history;
        private final Facts consent;
        private final Facts account;

        Known(Generated one) {
            this.one = one;
            this.history = one.history().stream().map(Situations.this::contact).toList();
            this.consent = consent(one);
            this.account = account(one);
        }

        private List<Situation> asked(Instant now) {
            return one.asks().stream().map(ask -> asked(ask, now)).toList();
        }

        Situation asked(Ask ask, Instant now) {
            var place = one.place();
            return Situation.of(
                    policy,
                    new Situation.Asked(
                            "US",
                            "collections",
                            "TPC",
                            ask.channel(),
                            ask.doing(),
                            place.state(),
                            place.zip(),
                            place.areaCode()),
                    now,
                    history,
                    consent,
                    account,
                    action(ask, one.debts()));
        }
    }

    private FactSheet sheet(String group) {
        return new FactSheet(policy, group);
    }

    private static void say(FactSheet sheet, String name, @Nullable Object value) {
        if (value != null) {
            sheet.say(name, value);
        }
    }

    private static void date(FactSheet sheet, String name, @Nullable Long day) {
        say(sheet, name, day == null ? null : LocalDate.ofEpochDay(day));
    }

    private Facts action(Ask ask, List<String> debts) {
        return sheet("action")
                .say("debts", debts)
                .say("number", ask.number())
                .say("endpoint", ask.endpoint())
                .say("address_type", ask.addressType())
                .say("address_source", ask.addressSource())
                .say("content", ask.content())
                .say("first_communication", ask.firstCommunication())
                .facts();
    }

    private Facts contact(io.throughline.bench.plan.Facts.Contact contact) {
        return sheet("contact")
                .say("t", contact.at())
                .say("ch", contact.channel())
                .say("dir", contact.outbound() ? "out" : "in")
                .say("res", contact.result())
                .say("debt", contact.debt())
                .say("num", contact.number())
                .say("purpose", contact.purpose())
                .facts();
    }

    private Facts consent(Generated one) {
        var consent = sheet("consent");
        one.permissions().forEach(permission -> consent.say(permission.channel(), permission(permission)));
        var reassigned = one.reassigned();
        if (reassigned != null) {
            var answer = sheet("reassigned").say("result", reassigned.isOurs() ? "no" : "yes");
            date(answer, "queried", reassigned.queried());
            consent.say("rnd", answer.facts());
        }
        var callback = one.account().callback();
        if (callback != null) {
            var said = sheet("callback").say("debt", "").say("direct", true);
            date(said, "given", callback.given());
            date(said, "until", callback.until());
            consent.say("callback", said.facts());
        }
        return consent.facts();
    }

    private Facts permission(Permission permission) {
        var sheet = sheet("permission").say("basis", permission.basis());
        say(sheet, "given", permission.given());
        say(sheet, "revoked", permission.revoked());
        date(sheet, "opt_out_by", permission.optOutBy());
        date(sheet, "notice_sent", permission.noticeSent());
        return sheet.facts();
    }

    private Facts account(Generated one) {
        var said = one.account();
        var sheet = sheet("account")
                .say("deceased", said.deceased())
                .say("employer_prohibits", said.employerProhibits())
                .say("workplace_ok", said.workplaceOk())
                .say("medium_refused", said.mediumRefused())
                .say("refused_endpoints", said.refusedEndpoints())
                .say("inconvenient_windows", windows(said.inconvenient()))
                .say("inconvenient_days", said.inconvenientDays())
                .say("convenient_windows", windows(said.convenient()))
                .say("utterance", said.utterance())
                .say("limitation", said.limitation());
        say(sheet, "age", said.age() == null ? null : (long) said.age());
        date(sheet, "first_communication", said.firstCommunication());
        legal(one, sheet);
        return sheet.facts();
    }

    private void legal(Generated one, FactSheet account) {
        var attorney = one.attorney();
        if (attorney != null) {
            var sheet = sheet("attorney").say("name", attorney.named() ? "known" : "unknown");
            date(sheet, "asked", attorney.asked());
            date(sheet, "answered", attorney.answered());
            date(sheet, "consents_direct", attorney.consentsDirect());
            date(sheet, "ended", attorney.ended());
            account.say("attorney", sheet.facts());
        }
        var cease = one.cease();
        if (cease != null) {
            account.say(
                    "cease",
                    sheet("cease")
                            .say("received", cease.received())
                            .say("medium", cease.medium())
                            .facts());
        }
        var validation = one.validation();
        if (validation != null) {
            var sheet = sheet("validation").say("status", validation.sent() ? "sent" : "not_sent");
            date(sheet, "period_end", validation.periodEnd());
            account.say("validation", sheet.facts());
        }
        var dispute = one.dispute();
        if (dispute != null) {
            var sheet = sheet("dispute").say("medium", dispute.medium()).say("marked", dispute.marked());
            date(sheet, "received", dispute.received());
            date(sheet, "verified", dispute.verified());
            account.say("dispute", sheet.facts());
        }
        var request = one.creditorRequest();
        if (request != null) {
            var sheet = sheet("creditor_request").say("medium", request.medium());
            date(sheet, "received", request.received());
            date(sheet, "answered", request.answered());
            account.say("original_creditor_request", sheet.facts());
        }
    }

    private List<Facts> windows(List<Window> windows) {
        return windows.stream()
                .map(window -> sheet("window")
                        .say("from", clock(window.from()))
                        .say("to", clock(window.to()))
                        .facts())
                .toList();
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
