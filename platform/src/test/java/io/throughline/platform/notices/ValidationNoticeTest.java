package io.throughline.platform.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.Money;
import io.throughline.policy.pack.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The figures, the dates and the two documents.
class ValidationNoticeTest {
    private static final Collector COLLECTOR = new Collector(
            "Northgate Recovery",
            List.of("P.O. Box 1200", "Columbus, OH 43216"),
            "+1 555 010 0100",
            "8:00 to 20:00 ET, Monday to Friday",
            "www.example.com/dispute");
    private final NoticeDocuments documents = new NoticeDocuments();

    private static Money usd(long minor) {
        return new Money(minor, "USD");
    }

    static Itemisation itemisation() {
        return new Itemisation(
                Itemisation.Basis.CHARGE_OFF,
                LocalDate.of(2026, 2, 27),
                usd(68_000),
                usd(5_369),
                usd(2_500),
                usd(3_000),
                usd(500));
    }

    static ValidationNotice notice(String language) {
        return new ValidationNotice(
                COLLECTOR,
                List.of("Daniel Bianchi", "12 Alder Street", "Portland, OR 97208"),
                "AC-40000001",
                "0001",
                "personal-loan",
                "Cedarwood Finance",
                "Meridian Receivables",
                itemisation(),
                ValidationPeriod.ofSent(LocalDate.of(2026, 6, 1)),
                NoticeWords.of(language));
    }

    @Test
    void figures_that_add_up_are_taken_and_others_are_refused_with_the_difference() {
        itemisation().reconcile(usd(72_369));
        assertThatThrownBy(() -> itemisation().reconcile(usd(72_370)))
                .isInstanceOf(Itemisation.DoesNotAddUp.class)
                .hasMessageContaining("$680.00")
                .hasMessageContaining("= $723.69")
                .hasMessageContaining("$723.70")
                .hasMessageContaining("$0.01 apart");
        assertThatThrownBy(() -> itemisation().reconcile(new Money(72_369, "EUR")))
                .hasMessageContaining("one currency");
    }

    /// The first line is the example of the rule catalogue.
    @ParameterizedTest
    @CsvSource({
        "2026-06-01, 2026-06-08, 2026-07-08",
        "2026-06-12, 2026-06-22, 2026-07-22", // Juneteenth is a Friday
        "2026-07-01, 2026-07-08, 2026-08-07", // 4 July is a Saturday and takes no further day
        "2026-11-20, 2026-11-30, 2026-12-30", // Thanksgiving
        "2026-12-24, 2027-01-04, 2027-02-03", // Christmas Day and New Year's Day
        "2028-02-18, 2028-02-28, 2028-03-29", // Washington's birthday, a leap year
    })
    void the_period_ends_thirty_days_after_five_business_days(LocalDate sent, LocalDate received, LocalDate end) {
        assertThat(ValidationPeriod.ofSent(sent)).isEqualTo(new ValidationPeriod(sent, received, end));
    }

    /// Counted another way: every day between, one by one, by a list of the holidays of 2026 and 2027.
    @Test
    void business_days_agree_with_a_calendar() {
        var holidays = List.of(
                "2026-01-01",
                "2026-01-19",
                "2026-02-16",
                "2026-05-25",
                "2026-06-19",
                "2026-07-04",
                "2026-09-07",
                "2026-10-12",
                "2026-11-11",
                "2026-11-26",
                "2026-12-25",
                "2027-01-01",
                "2027-01-18",
                "2027-02-15",
                "2027-05-31",
                "2027-06-19",
                "2027-07-04",
                "2027-09-06",
                "2027-10-11",
                "2027-11-11",
                "2027-11-25",
                "2027-12-25");
        assertThat(LocalDate.of(2026, 1, 1)
                        .datesUntil(LocalDate.of(2028, 1, 1))
                        .filter(Days::isHolidayItself)
                        .map(LocalDate::toString))
                .containsExactlyElementsOf(holidays);
    }

    /// regf.validation-content, item by item.
    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void the_document_has_everything_that_the_rule_asks_for(String language) {
        var page = Jsoup.parse(documents.html(notice(language), null));
        var text = page.text();
        assertThat(text)
                .contains(
                        "Northgate Recovery",
                        "P.O. Box 1200",
                        "Daniel Bianchi",
                        "12 Alder Street",
                        "Cedarwood Finance",
                        "Meridian Receivables",
                        " 0001",
                        "$680.00",
                        "+ $53.69",
                        "+ $25.00",
                        "− $35.00",
                        "$723.69",
                        "www.example.com/dispute",
                        "www.cfpb.gov/debt-collection");
        assertThat(text).contains(language.equals("en") ? "July 8, 2026" : "8 de julio de 2026");
        assertThat(text)
                .contains(
                        language.equals("en")
                                ? "We will use any information you give us to help collect the debt."
                                : "Usaremos toda información que usted nos dé");
        assertThat(text).doesNotContain("{", "}");
        assertThat(page.select("html").attr("lang")).isEqualTo(language);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("th[scope=row]")).hasSize(6);
        assertThat(page.select("li[lang]").attr("lang")).isEqualTo(language.equals("en") ? "es" : "en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void the_pdf_is_tagged_and_says_the_same(String language) throws IOException {
        var html = documents.html(notice(language), null);
        var bytes = documents.pdf(html);
        keep(language, html, bytes);
        try (var pdf = Loader.loadPDF(bytes)) {
            var catalogue = pdf.getDocumentCatalog();
            assertThat(catalogue.getLanguage()).isEqualTo(language);
            assertThat(catalogue.getMarkInfo().isMarked()).isTrue();
            assertThat(catalogue.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(pdf.getDocumentInformation().getTitle())
                    .isEqualTo(notice(language).say("title") + " · Northgate Recovery");
            var xmp = new String(catalogue.getMetadata().toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(xmp).contains("pdfuaid", ">1<");
            var tags = tags(catalogue.getStructureTreeRoot());
            assertThat(tags).contains("H1", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI");
            assertThat(tags.stream().filter("TH"::equals)).hasSize(8);
            assertThat(pdf.getNumberOfPages()).isOne();
            assertThat(fonts(pdf)).isNotEmpty().allMatch(Boolean::booleanValue);
            var words = new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
            assertThat(words)
                    .contains(
                            "$723.69", "Meridian Receivables", notice(language).say("dispute"));
        }
    }

    /// For people to look at, where somebody asks for it: `-Dthroughline.pictures=FOLDER`.
    private static void keep(String language, String html, byte[] pdf) throws IOException {
        var folder = System.getProperty("throughline.pictures");
        if (folder != null) {
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, "notice-" + language + ".html"), html);
            Files.write(Path.of(folder, "notice-" + language + ".pdf"), pdf);
            try (var read = Loader.loadPDF(pdf)) {
                for (int page = 0; page < read.getNumberOfPages(); page++) {
                    ImageIO.write(
                            new PDFRenderer(read).renderImageWithDPI(page, 110),
                            "png",
                            Path.of(folder, "notice-" + language + "-" + (page + 1) + ".png")
                                    .toFile());
                }
            }
        }
    }

    private static List<Boolean> fonts(PDDocument pdf) throws IOException {
        var embedded = new ArrayList<Boolean>();
        for (var page : pdf.getPages()) {
            for (var name : page.getResources().getFontNames()) {
                embedded.add(page.getResources().getFont(name).isEmbedded());
            }
        }
        return embedded;
    }

    private static List<String> tags(PDStructureNode node) {
        var tags = new ArrayList<String>();
        for (var kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                tags.add(element.getStructureType());
                tags.addAll(tags(element));
            }
        }
        return tags;
    }
}
