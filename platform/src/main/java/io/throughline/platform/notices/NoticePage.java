package io.throughline.platform.notices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A validation notice ready to be written.
///
/// @param stylesheet where the style is, for a page; null: in the document
public record NoticePage(
        ValidationNotice notice, String style, @Nullable String stylesheet) {
    /// A line of the itemisation.
    ///
    /// @param kind `owed`, `head`, `since` or `total`
    public record Row(String kind, String words, String amount) {}

    public String language() {
        return notice.words().language();
    }

    public String say(String name) {
        return notice.say(name);
    }

    public Collector collector() {
        return notice.collector();
    }

    public List<String> to() {
        return notice.to();
    }

    public boolean takesDisputesOnline() {
        return notice.collector().website() != null;
    }

    public List<Row> rows() {
        var figures = notice.itemisation();
        return List.of(
                new Row("owed", say("owed"), notice.words().money(figures.owed())),
                new Row("head", say("between"), ""),
                new Row("since", say("interest"), notice.plus(figures.interest())),
                new Row("since", say("fees"), notice.plus(figures.fees())),
                new Row("since", say("paid"), notice.minus(figures.paidOrCredited())),
                new Row("total", say("total"), notice.words().money(figures.total())));
    }
}
