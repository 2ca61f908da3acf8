package io.throughline.platform.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.platform.identity.LinkStore;
import io.throughline.workflow.DefinitionReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JourneyTest {
    private static final LocalDate BORN = LocalDate.of(1985, 3, 27);
    private final World world = PagesApp.Running.WORLD;
    private final String url = PagesApp.Running.URL;

    @BeforeEach
    void quiet() {
        world.cardPage = null;
        world.ledgerAnswers = true;
        world.codesAllowed = true;
        world.fault = null;
        world.codes.clear();
    }

    private String open() {
        return world.openCase(BORN, "75024", "+15550142");
    }

    private String link(String caseId, Channel channel) {
        return PagesApp.Running.CONTEXT
                .getBean(LinkStore.class)
                .create(caseId, World.customerOf(caseId), "contact-1", channel);
    }

    private Customer arrived(String caseId) throws Exception {
        return new Customer(url).open(link(caseId, Channel.SMS));
    }

    private Customer proven(String caseId) throws Exception {
        return arrived(caseId).press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
    }

    private Customer atOption(String caseId, String choice) throws Exception {
        return proven(caseId).press("continue", "choice", choice);
    }

    // ---- who is there

    @Test
    void opening_a_link_shows_nothing_personal_and_spends_nothing() throws Exception {
        var id = open();
        var link = link(id, Channel.SMS);
        var rosa = new Customer(url).open(link);
        assertThat(rosa.status).isEqualTo(200);
        assertThat(rosa.last.uri().getPath()).isEqualTo("/r/");
        assertThat(rosa.kind()).isEqualTo("verify");
        assertThat(rosa.last.body()).doesNotContain("Rosa", "Delgado", "480", "Meridian", id);
        new Customer(url).open(link);
        assertThat(world.kindsTaken(id)).containsExactly(Input.LinkOpened.class);
    }

    @Test
    void a_text_link_needs_two_pages_from_the_message_to_the_options() throws Exception {
        var id = open();
        var rosa = proven(id);
        assertThat(rosa.kind()).isEqualTo("choose");
        assertThat(rosa.text()).contains("attempt to collect a debt", "$480.00", "How would you like to settle this?");
        assertThat(world.taken)
                .contains(new World.Given(
                        id, new Input.IdentityProved(io.throughline.engine.Identity.Level.RIGHT_PARTY, "link+facts")));
    }

    @Test
    void verification_gives_a_new_session_and_leaves_the_old_one_unproven() throws Exception {
        var id = open();
        var rosa = arrived(id);
        var before = cookie(rosa);
        rosa.press("continue", "dateOfBirth", "1985-03-27", "postalCode", "75024-1234");
        assertThat(rosa.kind()).isEqualTo("choose");
        assertThat(cookie(rosa)).isNotEqualTo(before);
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/r/"))
                                .header("Cookie", "tl-session=" + before)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("data-kind=\"verify\"").doesNotContain("480");
    }

    @Test
    void wrong_answers_look_the_same_whichever_was_wrong_and_are_kept_on_the_page() throws Exception {
        var bodies = new ArrayList<String>();
        for (var answers : new String[][] {{"3/28/1985", "75024"}, {"3/27/1985", "75025"}}) {
            var rosa = arrived(open());
            rosa.press("continue", "dateOfBirth", answers[0], "postalCode", answers[1]);
            assertThat(rosa.status).isEqualTo(422);
            assertThat(rosa.page.title()).startsWith("Error: ");
            assertThat(rosa.page.selectFirst("#dateOfBirth").val()).isEqualTo(answers[0]);
            assertThat(rosa.page.selectFirst(".err a").attr("href")).isEqualTo("#dateOfBirth");
            assertThat(rosa.text()).contains("2 tries left");
            rosa.page.select("input").remove();
            bodies.add(rosa.text());
        }
        assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
    }

    @Test
    void answers_that_cannot_be_read_cost_no_try() throws Exception {
        var id = open();
        var rosa = arrived(id).press("continue", "dateOfBirth", "yesterday", "postalCode", "");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.select(".err a").eachAttr("href")).containsExactly("#dateOfBirth", "#postalCode");
        assertThat(world.kindsTaken(id)).doesNotContain(Input.IdentityFailed.class);
    }

    @Test
    void after_the_last_try_the_page_says_whom_to_call_and_nothing_else() throws Exception {
        var rosa = arrived(open());
        for (int attempt = 0; attempt < 3; attempt++) {
            rosa.press("continue", "dateOfBirth", "1/1/1990", "postalCode", "75024");
        }
        assertThat(rosa.kind()).isEqualTo("exception");
        assertThat(rosa.text()).contains("Please call us", "555 0100").doesNotContain("480", "Rosa");
    }

    @Test
    void a_mail_link_needs_facts_and_then_a_code_from_the_phone() throws Exception {
        var id = open();
        var rosa = new Customer(url).open(link(id, Channel.EMAIL));
        rosa.press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
        assertThat(rosa.kind()).isEqualTo("code");
        assertThat(rosa.text()).doesNotContain("480");
        rosa.press("continue", "code", wrong(world.codes.getLast()));
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.selectFirst("#code").val()).isEmpty();
        var sent = rosa.prepare(
                "continue",
                "code",
                " " + world.codes.getLast().substring(0, 3) + " "
                        + world.codes.getLast().substring(3));
        rosa.post(sent);
        assertThat(rosa.kind()).isEqualTo("choose");
        assertThat(world.codes).hasSize(1);
    }

    @Test
    void a_code_with_the_date_of_birth_is_another_way() throws Exception {
        var rosa = arrived(open()).press("send-code");
        assertThat(rosa.kind()).isEqualTo("code");
        rosa.press("continue", "code", world.codes.getLast(), "dateOfBirth", "03/27/1985");
        assertThat(rosa.kind()).isEqualTo("choose");
    }

    @Test
    void without_facts_on_file_a_code_is_offered_but_not_sent_by_looking() throws Exception {
        var rosa = new Customer(url).open(link(world.openCase(null, null, "+15550142"), Channel.SMS));
        assertThat(world.codes).isEmpty();
        rosa.press("send-code");
        rosa.press("continue", "code", world.codes.getLast());
        assertThat(rosa.kind()).isEqualTo("choose");
    }

    @Test
    void with_nothing_on_file_a_person_helps() throws Exception {
        var rosa = new Customer(url).open(link(world.openCase(null, null, null), Channel.EMAIL));
        assertThat(rosa.kind()).isEqualTo("exception");
        assertThat(rosa.text()).contains("Please call us");
    }

    @Test
    void a_code_that_may_not_be_sent_now_is_said_so() throws Exception {
        world.codesAllowed = false;
        var rosa = arrived(open()).press("send-code");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.kind()).isEqualTo("verify");
    }

    @Test
    void the_fourth_code_in_a_quarter_of_an_hour_is_not_sent() throws Exception {
        var rosa = arrived(open()).press("send-code");
        for (int again = 0; again < 3; again++) {
            world.pass(Duration.ofSeconds(30));
            rosa.press("send-code");
        }
        assertThat(world.codes).hasSize(3);
        assertThat(rosa.text()).contains("wait 15 minutes");
    }

    @Test
    void proof_lapses_after_half_an_hour_and_can_be_given_again() throws Exception {
        var id = open();
        var rosa = proven(id);
        world.pass(Duration.ofMinutes(31));
        assertThat(rosa.open("/r/").kind()).isEqualTo("verify");
        rosa.press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
        assertThat(rosa.kind()).isEqualTo("choose");
    }

    @Test
    void not_meant_for_me_stops_messages_after_a_confirmation_and_ends_the_link() throws Exception {
        var id = open();
        var link = link(id, Channel.SMS);
        var stranger = new Customer(url).open(link).open("/r/not-me");
        assertThat(world.stopped).doesNotContain(World.customerOf(id) + " SMS");
        stranger.press("continue");
        assertThat(stranger.text()).contains("We stop these messages");
        assertThat(world.stopped).contains(World.customerOf(id) + " SMS");
        assertThat(world.kindsTaken(id)).contains(Input.WrongParty.class);
        assertThat(stranger.open(link).kind()).isEqualTo("expired");
    }

    @Test
    void unknown_expired_and_revoked_links_are_the_same_to_the_byte() throws Exception {
        var expired = link(open(), Channel.SMS);
        world.pass(Duration.ofDays(15));
        var id = open();
        var revoked = link(id, Channel.SMS);
        PagesApp.Running.CONTEXT.getBean(LinkStore.class).revoke(id, Channel.SMS);
        var bodies = new ArrayList<String>();
        for (var link : new String[] {expired, revoked, url + "/l/AAAAAAAAAAAAAAAAAAAAAA", url + "/l/x"}) {
            var someone = new Customer(url).open(link);
            assertThat(someone.status).isEqualTo(410);
            assertThat(someone.kind()).isEqualTo("expired");
            bodies.add(someone.last.body());
        }
        assertThat(bodies).containsOnly(bodies.getFirst());
    }

    @Test
    void looking_at_a_link_without_opening_it_tells_nothing() throws Exception {
        var id = open();
        for (var link : new String[] {link(id, Channel.SMS), url + "/l/unknown"}) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(link))
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        }
        assertThat(world.kindsTaken(id)).isEmpty();
    }

    // ---- what they do

    @Test
    void paying_goes_over_a_check_page_to_the_card_page_and_back_to_the_proof() throws Exception {
        var id = open();
        var rosa = atOption(id, "pay-now");
        assertThat(rosa.kind()).isEqualTo("pay");
        assertThat(rosa.text()).contains("$480.00", "Agree and go to card page");
        assertThat(world.kindsTaken(id)).doesNotContain(Input.Chosen.class);
        world.cardPage = "http://127.0.0.1:8091/c/pay/cs_1";
        rosa.press("continue");
        assertThat(rosa.location).isEqualTo(world.cardPage);
        assertThat(rosa.open("/r/paid").text()).contains("We are checking your payment", "Do not pay again.");
        assertThat(rosa.last.headers().firstValue("refresh")).contains("3");
        world.paid(id);
        assertThat(rosa.open("/r/paid").kind()).isEqualTo("done");
        assertThat(rosa.text()).contains("Your payment is posted", "TL-", "22 November 2026, ");
        assertThat(rosa.open("/r/card").kind()).isEqualTo("done");
    }

    @Test
    void a_card_page_that_is_slow_to_open_is_waited_for() throws Exception {
        var id = open();
        var rosa = atOption(id, "pay-now").press("continue");
        assertThat(rosa.kind()).isEqualTo("waiting");
        assertThat(rosa.text()).contains("Opening the card page");
        world.cardPage = "http://127.0.0.1:8091/c/pay/cs_2";
        assertThat(rosa.open("/r/card").location).isEqualTo(world.cardPage);
        assertThat(rosa.open("/r/").text()).contains("Your card page is open");
    }

    @Test
    void a_declined_card_is_told_and_can_be_tried_again() throws Exception {
        var id = open();
        var rosa = atOption(id, "pay-now").press("continue");
        world.declined(id, "insufficient funds");
        assertThat(rosa.open("/r/cancelled").kind()).isEqualTo("pay");
        assertThat(rosa.text()).contains("Your card was not charged. Insufficient funds.");
        rosa.press("continue");
        assertThat(world.state(id).awaiting()).isEqualTo(Awaiting.PAYMENT);
    }

    @Test
    void coming_back_tells_payments_how() throws Exception {
        var id = open();
        var rosa = atOption(id, "pay-now").press("continue");
        rosa.open("/r/cancelled");
        assertThat(world.returned).contains(Arrears.effect(world.state(id)) + " cancelled");
    }

    @Test
    void a_promise_is_made_with_one_of_the_days_or_a_day_of_ones_own() throws Exception {
        for (var answers : new String[][] {{"promiseDate", null}, {"otherDate", null}}) {
            var id = open();
            var rosa = atOption(id, "promise");
            assertThat(rosa.kind()).isEqualTo("arrange");
            var day = rosa.page.selectFirst("input[name=promiseDate]").val();
            rosa.press("continue", answers[0], day);
            assertThat(rosa.kind()).isEqualTo("done");
            assertThat(rosa.text()).contains("Your promise is recorded");
            assertThat(world.state(id).fact("promise.date")).contains(day);
        }
    }

    @Test
    void a_plan_says_each_and_last_payment_and_keeps_answers_when_something_is_missing() throws Exception {
        var id = open();
        var rosa = atOption(id, "plan");
        assertThat(rosa.text()).contains("3 × $160.00", "6 × $68.57, last $68.58");
        rosa.press("continue", "instalments", "7");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.select("input[name=instalments][checked]").val()).isEqualTo("7");
        assertThat(world.kindsTaken(id)).doesNotContain(Input.Chosen.class);
        rosa.press(
                "continue",
                "promiseDate",
                rosa.page.selectFirst("input[name=promiseDate]").val());
        assertThat(rosa.text()).contains("Your plan is set up");
        assertThat(world.state(id).fact("plan.instalments")).contains(7L);
    }

    @Test
    void terms_that_do_not_suit_can_be_declined_and_the_case_knows() throws Exception {
        for (var choice : List.of("plan", "promise")) {
            var id = open();
            var rosa = atOption(id, choice);
            assertThat(rosa.text())
                    .contains("No, I do not accept any of these " + (choice.equals("plan") ? "plans" : "days"));
            rosa.press("decline");
            assertThat(rosa.kind()).isEqualTo("choose");
            assertThat(world.kindsTaken(id)).endsWith(Input.Chosen.class, Input.TermsDeclined.class);
            assertThat(world.state(id).at()).isEqualTo("options");
        }
    }

    @Test
    void every_outcome_of_a_shipped_workflow_has_its_words_on_the_last_page() throws Exception {
        try (var files = Files.walk(Path.of("..", "workflows"), 2)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .toList()) {
                var resolution = DefinitionReader.read(file).resolution();
                assertThat(Outcomes.known())
                        .as(file.toString())
                        .containsAll(resolution.success())
                        .containsAll(resolution.closed());
            }
        }
        var unknown = new Prompt.Finished("told-in-person", true, List.of());
        assertThat(Outcomes.heading(unknown)).isEqualTo("This is done");
        assertThat(Outcomes.next(unknown)).containsExactly("There is nothing for you to do.");
    }

    @Test
    void a_day_out_of_bounds_is_named_and_nothing_is_given() throws Exception {
        var id = open();
        var rosa = atOption(id, "promise").press("continue", "otherDate", "2031-01-01");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.selectFirst("#otherDate").val()).isEqualTo("2031-01-01");
        assertThat(rosa.text()).contains("Choose a day from");
        assertThat(world.state(id).at()).isEqualTo("options");
    }

    @Test
    void nothing_chosen_is_an_error_at_the_options_and_gives_nothing() throws Exception {
        var id = open();
        var rosa = proven(id).press("continue");
        assertThat(rosa.status).isEqualTo(422);
        assertThat(rosa.page.title()).startsWith("Error: ");
        assertThat(rosa.page.getElementById("choice")).isNotNull();
        assertThat(world.kindsTaken(id)).doesNotContain(Input.Acknowledged.class);
    }

    @Test
    void a_choice_without_terms_is_made_at_once() throws Exception {
        var rosa = atOption(open(), "dispute");
        assertThat(rosa.kind()).isEqualTo("exception");
        assertThat(rosa.text()).contains("A person has your case", "TL-");
    }

    @Test
    void one_may_talk_to_a_person_or_refuse_to_go_on() throws Exception {
        var talker = open();
        assertThat(proven(talker).press("talk").kind()).isEqualTo("exception");
        assertThat(world.kindsTaken(talker)).contains(Input.PersonWanted.class);
        var refuser = open();
        assertThat(proven(refuser).press("refuse").kind()).isEqualTo("exception");
        assertThat(world.kindsTaken(refuser)).contains(Input.DisclosureRefused.class);
    }

    // ---- twice

    @Test
    void a_double_click_on_any_page_counts_once_and_both_answers_lead_on() throws Exception {
        var id = open();
        var rosa = arrived(id);
        twice(rosa, rosa.prepare("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024"));
        assertThat(rosa.open("/r/").kind()).isEqualTo("choose");
        var choosing = rosa.prepare("continue", "choice", "promise");
        twice(rosa, choosing);
        rosa.open("/r/option/promise");
        var promising = rosa.prepare(
                "continue",
                "promiseDate",
                rosa.page.selectFirst("input[name=promiseDate]").val());
        twice(rosa, promising);
        assertThat(rosa.open("/r/").kind()).isEqualTo("done");
        assertThat(world.kindsTaken(id))
                .containsOnlyOnce(Input.Acknowledged.class, Input.Chosen.class, Input.ArrangementProposed.class);
        rosa.post(choosing);
        assertThat(rosa.kind()).isEqualTo("done");
        rosa.post(promising);
        assertThat(rosa.kind()).isEqualTo("done");
    }

    @Test
    void a_second_click_on_paying_leads_to_the_same_card_page() throws Exception {
        var id = open();
        world.cardPage = "http://127.0.0.1:8091/c/pay/cs_3";
        var rosa = atOption(id, "pay-now");
        var paying = rosa.prepare("continue");
        rosa.post(paying);
        assertThat(rosa.post(paying).location).isEqualTo(world.cardPage);
        assertThat(world.kindsTaken(id)).containsOnlyOnce(Input.PayRequested.class);
    }

    @Test
    void a_second_click_on_a_code_counts_once() throws Exception {
        var id = open();
        var rosa = arrived(id).press("send-code");
        twice(rosa, rosa.prepare("continue", "code", world.codes.getLast(), "dateOfBirth", "3/27/1985"));
        assertThat(rosa.open("/r/").kind()).isEqualTo("choose");
        assertThat(world.kindsTaken(id)).doesNotContain(Input.IdentityFailed.class);
    }

    @Test
    void a_stale_tab_leads_to_where_the_case_stands() throws Exception {
        var id = open();
        var rosa = atOption(id, "plan");
        var stale = rosa.prepare(
                "continue",
                "instalments",
                "3",
                "promiseDate",
                rosa.page.selectFirst("input[name=promiseDate]").val());
        rosa.open("/r/option/promise")
                .press(
                        "continue",
                        "promiseDate",
                        rosa.page.selectFirst("input[name=promiseDate]").val());
        rosa.post(stale);
        assertThat(rosa.kind()).isEqualTo("done");
        assertThat(rosa.text()).contains("Your promise is recorded");
    }

    // ---- afterwards, and when things go wrong

    @Test
    void the_proof_stays_at_the_link_and_is_neutral_until_the_person_is_proven_again() throws Exception {
        var id = open();
        proven(id);
        world.post(id, "paid");
        var later = new Customer(url).open(link(id, Channel.SMS));
        assertThat(later.kind()).isEqualTo("done");
        assertThat(later.text()).contains("This is done").doesNotContain("480", "TL-", "paid");
        later.open("/r/verify").press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
        assertThat(later.text()).contains("Your payment is posted", "$480.00", "TL-");
    }

    @Test
    void slow_posting_is_said_to_be_updating_and_looks_again() throws Exception {
        var id = open();
        world.ledgerAnswers = false;
        var rosa = atOption(id, "promise");
        rosa.press(
                "continue",
                "promiseDate",
                rosa.page.selectFirst("input[name=promiseDate]").val());
        assertThat(rosa.kind()).isEqualTo("waiting");
        assertThat(rosa.text()).contains("We are updating your account");
        assertThat(rosa.last.headers().firstValue("refresh")).contains("3");
    }

    @Test
    void a_post_without_a_session_from_elsewhere_or_with_a_made_up_key_changes_nothing() throws Exception {
        var id = open();
        assertThat(new Customer(url).post("/r/talk", "key=x").status).isEqualTo(410);
        var rosa = proven(id);
        var key = rosa.page.selectFirst("input[name=key]").val();
        assertThat(rosa.post("/r/talk", "key=" + key, "Sec-Fetch-Site", "cross-site").status)
                .isEqualTo(403);
        assertThat(rosa.post("/r/talk", "key=" + key, "Origin", "https://evil.example").status)
                .isEqualTo(403);
        assertThat(rosa.post("/r/talk", "key=disclose.2.0000").kind()).isEqualTo("choose");
        assertThat(world.state(id).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void an_oversized_or_mangled_form_is_a_clear_page_and_loses_nothing() throws Exception {
        var id = open();
        var rosa = proven(id);
        for (var body : new String[] {"key=" + "x".repeat(80_000), "key=%zz%"}) {
            rosa.post("/r/answer", body);
            assertThat(rosa.status).isEqualTo(400);
            assertThat(rosa.text()).contains("We could not read what was sent", "nothing is lost");
        }
        rosa.post("/r/answer", "key=%ff");
        assertThat(rosa.kind()).isNotEmpty();
        assertThat(rosa.open("/r/").kind()).isEqualTo("choose");
    }

    @Test
    void a_fault_is_a_page_with_a_reference_and_nothing_of_its_cause() throws Exception {
        var rosa = proven(open());
        world.fault = new IllegalStateException("secret detail");
        rosa.open("/r/");
        assertThat(rosa.status).isEqualTo(500);
        assertThat(rosa.text())
                .contains("Something went wrong on our side", "reference")
                .doesNotContain("secret");
    }

    @Test
    void every_page_is_strict_and_small() throws Exception {
        var rosa = proven(open());
        var headers = rosa.last.headers();
        assertThat(headers.firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "style-src 'self'", "form-action 'self' " + PagesApp.CARD_PAGE_ORIGIN)
                .contains("frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
        assertThat(headers.firstValue("cache-control")).contains("no-store");
        assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
        var page = rosa.last.body();
        assertThat(page).doesNotContain("<script", "style=");
        var css = rosa.page.selectFirst("link[rel=stylesheet]").attr("href");
        rosa.open(css);
        assertThat(rosa.last.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(page.length() + rosa.last.body().length()).isLessThan(30_000);
    }

    private static void twice(Customer rosa, Customer.Post post) throws Exception {
        var first = new Customer(PagesApp.Running.URL);
        var second = new Customer(PagesApp.Running.URL);
        var session = rosa.cookies.getCookieStore().getCookies();
        for (var tab : new Customer[] {first, second}) {
            session.forEach(cookie -> tab.cookies.getCookieStore().add(URI.create(PagesApp.Running.URL), cookie));
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<@Nullable Customer> one = () -> first.post(post);
            Callable<@Nullable Customer> other = () -> second.post(post);
            for (var done : pool.invokeAll(java.util.List.of(one, other))) {
                assertThat(done.get().status).isIn(200, 303);
            }
        }
        second.cookies
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> rosa.cookies.getCookieStore().add(URI.create(PagesApp.Running.URL), cookie));
    }

    private static String cookie(Customer customer) {
        return customer.cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("tl-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String wrong(String code) {
        return code.startsWith("1") ? "2" + code.substring(1) : "1" + code.substring(1);
    }

    // ---- in Spanish

    @Test
    void the_pages_speak_the_customers_language() throws Exception {
        var id = world.openCase(BORN, "75024", "+15550142", "es-MX");
        var rosa = arrived(id);
        assertThat(rosa.page.select("html").attr("lang")).isEqualTo("es");
        assertThat(rosa.text())
                .contains("Demuestre que es usted", "Este enlace funciona hasta el 6 de diciembre de 2026");
        rosa.press("continue", "dateOfBirth", "ayer", "postalCode", "75024");
        assertThat(rosa.text()).contains("Hay un problema", "Escriba su fecha de nacimiento");
        rosa.press("continue", "dateOfBirth", "3/27/1985", "postalCode", "75024");
        assertThat(rosa.text()).contains("Ninguna me sirve. Hablar con una persona", "Continuar");
        rosa.press("continue", "choice", "promise");
        assertThat(rosa.text())
                .contains("Elija el día en que pagará", "lunes 23 de noviembre", "Prometer el pago de $480.00");
        rosa.press("continue", "promiseDate", "2026-11-23");
        assertThat(rosa.text())
                .contains("Su promesa está registrada", "Qué sigue ahora")
                .doesNotContain("What");
    }
}
