package io.throughline.platform.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.engine.Document;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.documents.Documents;
import io.throughline.platform.identity.LinkStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page of a step with questions, against the engine itself, with no script.
class AskPageTest {
    private static final byte[] PDF = "%PDF-1.7 a receipt".getBytes(StandardCharsets.US_ASCII);
    private final World world = PagesApp.Running.WORLD;
    private final Documents documents = PagesApp.Running.CONTEXT.getBean(Documents.class);
    private String id = "";

    @BeforeEach
    void quiet() {
        world.fault = null;
        world.ledgerAnswers = false;
    }

    private Customer atQuestions() throws Exception {
        id = world.openQuestions(LocalDate.of(1985, 3, 27), "75024", "+15550142");
        var link = PagesApp.Running.CONTEXT
                .getBean(LinkStore.class)
                .create(id, World.customerOf(id), "contact-1", Channel.SMS);
        return new Customer(PagesApp.Running.URL)
                .open(link)
                .press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
    }

    @Test
    void every_type_of_question_has_its_field_with_a_label_and_what_helps() throws Exception {
        var rosa = atQuestions();
        assertThat(rosa.kind()).isEqualTo("ask");
        assertThat(rosa.step()).isEqualTo("details");
        assertThat(rosa.page.select("form[action=/r/answer]").attr("enctype")).isEqualTo("multipart/form-data");
        for (var name : List.of("amount", "day", "phone", "email", "zip", "note", "times", "proof")) {
            var field = rosa.page.selectFirst("#q-" + name);
            assertThat(field).as(name).isNotNull();
            assertThat(rosa.page.select("label[for=q-" + name + "]")).hasSize(1);
        }
        assertThat(rosa.page.selectFirst("#q-amount").attr("inputmode")).isEqualTo("decimal");
        assertThat(rosa.page.selectFirst("#q-email").attr("autocomplete")).isEqualTo("email");
        assertThat(rosa.page.selectFirst("#q-proof").attr("accept")).isEqualTo("application/pdf,image/png");
        assertThat(rosa.page.selectFirst("#q-note").tagName()).isEqualTo("textarea");
        assertThat(rosa.page.selectFirst("#q-note-hint").text())
                .isEqualTo("Names and dates help. Up to 500 characters");
        assertThat(rosa.page.select("fieldset input[name=q-why]")).hasSize(2);
        assertThat(rosa.page.select("fieldset input[name=q-police]").eachAttr("value"))
                .containsExactly("yes", "no");
        assertThat(rosa.text())
                .contains("ZIP code (optional)", "How much is wrong?")
                .doesNotContain("wrong? (optional)");
    }

    @Test
    void mistakes_are_told_together_and_each_at_its_field_and_what_was_typed_stays() throws Exception {
        var rosa = atQuestions();
        send(rosa, null, "", "q-amount", "500", "q-day", "11/31/2026", "q-email", "rosa", "q-note", "two\nlines");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.title()).startsWith("Error: ");
        assertThat(rosa.page.select(".err a").eachAttr("href"))
                .containsExactly("#q-amount", "#q-day", "#q-email", "#q-why");
        assertThat(rosa.page.select(".err a").eachText())
                .contains(
                        "How much is wrong? Enter no more than $480.00", "What is wrong with it? Choose one of these");
        assertThat(rosa.page.selectFirst("#q-amount-error").text()).contains("Enter no more than $480.00");
        assertThat(rosa.page.selectFirst("#q-why-error").text()).contains("Choose one of these");
        assertThat(rosa.page.selectFirst("#q-amount").val()).isEqualTo("500");
        assertThat(rosa.page.selectFirst("#q-note").val()).isEqualTo("two\nlines");
        assertThat(rosa.page.selectFirst("#q-why").attr("name")).isEqualTo("q-why");
        assertThat(world.state(id).at()).isEqualTo("details");
    }

    @Test
    void good_answers_move_the_case_and_the_document_is_kept_outside_it_under_its_hash() throws Exception {
        var rosa = atQuestions();
        send(
                rosa,
                PDF,
                "application/pdf",
                "q-amount",
                "$120",
                "q-day",
                "11/20/2026",
                "q-why",
                "paid",
                "q-police",
                "no",
                "q-note",
                "please stop texting me");
        assertThat(rosa.status).isEqualTo(200);
        assertThat(PagesApp.Running.CONTEXT.getBean(HeardReplies.class).heard)
                .anyMatch(said -> said.text().equals("please stop texting me")
                        && said.person().equals(World.customerOf(id)));
        assertThat(world.state(id).at()).isEqualTo("look");
        var facts = world.state(id).facts().get("details");
        assertThat(facts)
                .containsEntry("amount", new Money(12_000, "USD").toFact())
                .containsEntry("police", false);
        var document = Document.fromFact(facts.get("proof"));
        assertThat(document.bytes()).isEqualTo(PDF.length);
        assertThat(documents.find(id, document.reference()))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(PDF));
        // a person checks now; the customer sees that somebody has it
        assertThat(rosa.kind()).isEqualTo("exception");
        assertThat(rosa.text()).contains("A person has your case");
    }

    @Test
    void a_file_that_is_something_else_or_too_large_is_refused_at_its_field_and_not_kept() throws Exception {
        var rosa = atQuestions();
        var html = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        send(rosa, html, "application/pdf", "q-amount", "120", "q-day", "11/20/2026", "q-why", "paid");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.selectFirst("#q-proof-error").text()).contains("The file must be one of PDF, PNG");
        assertThat(documents.find(id, documents.describe(html, "").reference())).isEmpty();

        var large = java.util.Arrays.copyOf(PDF, 200_000);
        send(rosa, large, "application/pdf", "q-amount", "120", "q-day", "11/20/2026", "q-why", "paid");
        assertThat(rosa.page.selectFirst("#q-proof-error").text()).contains("smaller than 100 kB");
        assertThat(world.state(id).at()).isEqualTo("details");
    }

    @Test
    void a_form_that_was_sent_twice_counts_once() throws Exception {
        var rosa = atQuestions();
        var key =
                rosa.page.selectFirst("form[action=/r/answer] input[name=key]").val();
        send(rosa, null, "", "q-amount", "120", "q-day", "11/20/2026", "q-why", "paid");
        rosa.post("/r/answer", "key=" + key + "&q-amount=1&q-day=11/20/2026&q-why=paid");
        assertThat(world.state(id).facts().get("details")).containsEntry("amount", new Money(12_000, "USD").toFact());
        assertThat(world.kindsTaken(id).stream().filter(Input.Answered.class::equals))
                .hasSize(1);
    }

    /// Sends the form as a browser does that has a file to send.
    private static void send(
            Customer rosa, byte @org.jspecify.annotations.Nullable [] file, String type, String... answers)
            throws Exception {
        var boundary = "a-boundary-of-ours";
        var body = new ByteArrayOutputStream();
        var key =
                rosa.page.selectFirst("form[action=/r/answer] input[name=key]").val();
        part(body, boundary, "name=\"key\"", "", key.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < answers.length; i += 2) {
            part(body, boundary, "name=\"" + answers[i] + "\"", "", answers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        part(
                body,
                boundary,
                "name=\"q-proof\"; filename=\"" + (file == null ? "" : "receipt.pdf") + "\"",
                file == null ? "application/octet-stream" : type,
                file == null ? new byte[0] : file);
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        rosa.postBytes("/r/answer", "multipart/form-data; boundary=" + boundary, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String boundary, String what, String type, byte[] content) {
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; " + what + "\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
