package io.throughline.sandbox.crowd;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// A page as a person has it before them, read by the contract of docs/wires.md.
final class Page {
    /// A form's post: its fields in the order of the page. Kept, it can be sent again (a double click, a
    /// stale tab).
    record Post(URI to, List<Map.Entry<String, String>> fields) {}

    private final URI at;
    private final URI base;
    private final int status;
    private final String body;
    private final Document document;

    /// `at` is what a reload asks for. It differs from `base` where the page is the answer to a post.
    Page(URI at, URI base, int status, String body) {
        this.at = at;
        this.base = base;
        this.status = status;
        this.body = body;
        this.document = Jsoup.parse(body, base.toString());
    }

    URI at() {
        return at;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    String words() {
        return document.text();
    }

    /// `data-kind` of the page, empty on a page of another origin (the processor's).
    String kind() {
        Element main = document.selectFirst("main[data-kind]");
        return main == null ? "" : main.attr("data-kind");
    }

    String step() {
        Element main = document.selectFirst("main[data-step]");
        return main == null ? "" : main.attr("data-step");
    }

    boolean asksForCard() {
        return document.selectFirst("input[name=cardNumber]") != null;
    }

    boolean asksFor(String field) {
        return document.selectFirst("form [name=" + field + "]") != null;
    }

    boolean offers(String act) {
        return document.selectFirst(selector(act)) != null;
    }

    /// The address behind a link with this `data-act`, when it is a link.
    Optional<URI> link(String act) {
        Element link = document.selectFirst("a" + selector(act) + "[href]");
        return Optional.ofNullable(link).map(a -> URI.create(a.absUrl("href")));
    }

    /// What submitting the form of this act's button (or the form that carries the act itself) would send,
    /// untouched.
    Optional<Post> form(String act) {
        Element found = document.selectFirst("form" + selector(act));
        Element button = null;
        if (found == null) {
            button = document.selectFirst("button" + selector(act) + ", input[type=submit]" + selector(act));
            found = button == null ? null : formOf(button);
        }
        return found == null ? Optional.empty() : Optional.of(post(found, button));
    }

    /// Ids of the radio buttons (or options) of a field that can be chosen.
    List<String> choices(String field) {
        List<String> values = new ArrayList<>();
        for (Element input : document.select("input[type=radio][name=" + field + "]:not([disabled])")) {
            values.add(input.val());
        }
        for (Element option : document.select("select[name=" + field + "] option:not([disabled])")) {
            if (!option.attr("value").isEmpty()) {
                values.add(option.attr("value"));
            }
        }
        return values;
    }

    String attribute(String field, String attribute) {
        Element input = document.selectFirst("input[name=" + field + "]");
        return input == null ? "" : input.attr(attribute);
    }

    /// Every link of the page that leads to its own origin.
    List<URI> links() {
        return document.select("a[href]").stream()
                .map(a -> a.absUrl("href"))
                .filter(a -> a.startsWith(base.getScheme() + "://" + base.getAuthority() + "/"))
                .map(URI::create)
                .toList();
    }

    private static String selector(String act) {
        return "[data-act=" + act + "]";
    }

    private Element formOf(Element button) {
        String elsewhere = button.attr("form");
        Element form = elsewhere.isEmpty() ? button.closest("form") : document.getElementById(elsewhere);
        if (form == null) {
            throw new IllegalStateException("a button without a form");
        }
        return form;
    }

    private Post post(Element form, @Nullable Element button) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Element input : form.select("input[name], textarea[name], select[name]")) {
            String type = input.attr("type");
            boolean ticked = input.hasAttr("checked");
            if (type.equals("submit")
                    || input.hasAttr("disabled")
                    || ((type.equals("radio") || type.equals("checkbox")) && !ticked)) {
                continue;
            }
            fields.add(Map.entry(input.attr("name"), value(input)));
        }
        String action = form.absUrl("action");
        Element pressed = button == null ? form.selectFirst("button[name]") : button;
        if (pressed != null && pressed.hasAttr("name")) {
            fields.add(Map.entry(pressed.attr("name"), pressed.attr("value")));
        }
        if (pressed != null && pressed.hasAttr("formaction")) {
            action = pressed.absUrl("formaction");
        }
        return new Post(action.isEmpty() ? base : URI.create(action), fields);
    }

    private static String value(Element input) {
        if (input.tagName().equals("select")) {
            Element chosen = input.selectFirst("option[selected]");
            return chosen == null ? "" : chosen.attr("value");
        }
        return input.val();
    }
}
