package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The desk as people come to it: a link, a password, the sign-in page, the stream by cookie,
/// knowledge, a supervisor who steps in, and out again. By keyboard.
class SignedInDeskTest extends ConsolePages {
    private static final String PASSWORD = "otter-lamp-quiet-9-ferry";

    @Test
    void people_choose_a_password_sign_in_work_over_the_cookie_and_sign_out() throws Exception {
        var first = browser("ann", ColorScheme.LIGHT);
        first.navigate(invitation("ann"));
        sees(first, "Choose a password");
        check(first, "sign-in-01-choose");
        reach(first, "New password");
        first.keyboard().type(PASSWORD);
        first.keyboard().press("Enter");
        sees(first, "Offline");
        first.context().close();

        var ann = browser("ann", ColorScheme.DARK);
        ann.navigate("http://127.0.0.1:" + port + "/desk/");
        sees(ann, "Your id"); // who has no session is led to the page, and back
        check(ann, "sign-in-02-page");
        type(ann, "ann", "wrong");
        sees(ann, "do not go together");
        check(ann, "sign-in-03-wrong");
        complaints.clear(); // the browser tells of the 401 and the 422 that were wanted
        ann.locator("#password").focus();
        ann.keyboard().type(PASSWORD);
        ann.keyboard().press("Enter");
        sees(ann, "Offline");
        assertThat(ann.context().cookies()).anySatisfy(cookie -> {
            assertThat(cookie.name).endsWith("tl-desk");
            assertThat(cookie.httpOnly).isTrue();
        });
        ann.waitForFunction("() => document.querySelector('.foot').textContent.includes('Connected')");

        // the stream comes by the cookie: the offer is there without a reload
        ann.keyboard().press("Control+k");
        sees(ann, "Find work or a command");
        ann.keyboard().type("available");
        ann.keyboard().press("Enter");
        sees(ann, "Available");
        failedVerification();
        sees(ann, "Offered to you");
        check(ann, "sign-in-04-offered");

        ann.keyboard().press("Control+k");
        sees(ann, "Find work or a command");
        ann.keyboard().type("sign out");
        ann.keyboard().press("Enter");
        sees(ann, "Your id");
        assertThat(ann.context()
                        .request()
                        .get("http://127.0.0.1:" + port + "/api/desk/me")
                        .status())
                .isEqualTo(401);
        complaints.removeIf(one -> one.contains("401"));
        assertThat(complaints).isEmpty();
        ann.context().close();
    }

    @Test
    void knowledge_is_there_unasked_and_a_supervisor_steps_in() throws Exception {
        article();
        var id = failedVerification();
        var item = take(ann);
        var page = desk("ann", 1440, 900, ColorScheme.LIGHT);
        page.navigate("http://127.0.0.1:" + port + "/desk/items/" + item);
        sees(page, "Make sure who it is");
        page.keyboard().press("v");
        page.keyboard().type("03091984");
        reach(page, "Postal code");
        page.keyboard().type("75024");
        page.keyboard().press("Control+Enter");
        sees(page, "Rosa Delgado");
        sees(page, "When the date does not match");
        check(page, "knowing-01-unasked");
        reach(page, "When the date does not match");
        page.keyboard().press("Enter");
        sees(page, "Ask for the address they had before");
        check(page, "knowing-02-open");
        reach(page, "No");
        page.keyboard().press("Enter");
        sees(page, "list of what to mend");
        page.keyboard().press("f");
        page.waitForSelector("[data-search]:focus");
        page.keyboard().type("zebra crossings");
        page.keyboard().press("Enter");
        sees(page, "list of what is missing");
        check(page, "knowing-03-search");
        var gaps = sue.ok(sue.get("desk/knowledge/gaps"));
        assertThat(gaps.path("asked").toString()).contains("zebra");
        assertThat(gaps.path("unhelpful").toString()).contains("dates");

        // the conversation, and the supervisor in it
        reach(page, "Search");
        page.keyboard().press("r");
        page.waitForSelector("[data-reply]:focus");
        page.keyboard().type("We have your form. Is this number still yours?");
        page.keyboard().press("Control+Enter");
        sees(page, "Sent by text");
        inbound.smsReceived(phone(id), "+15550100100", "Yes it is, and my lawyer is Kim Moss", DeskHouse.NOW.get());
        sees(page, "Kim Moss");
        check(page, "stepping-01-talk");
        var lead = desk("sue", 1280, 800, ColorScheme.DARK);
        lead.navigate("http://127.0.0.1:" + port + "/desk/items/" + item);
        sees(lead, "You look on as ann sees it");
        check(lead, "stepping-02-look");
        lead.keyboard().press("i");
        sees(lead, "Join the conversation");
        lead.waitForSelector("dialog input:focus");
        check(lead, "stepping-03-why");
        lead.keyboard().type("a lawyer is named");
        lead.keyboard().press("Enter");
        sees(lead, "You are in the conversation of ann");
        sees(page, "sue joined this conversation");
        lead.keyboard().press("r");
        lead.waitForSelector("[data-reply]:focus");
        check(lead, "stepping-04-joined");
        check(page, "stepping-05-company");
        reach(lead, "Send the text"); // letters written into the reply are no commands
        lead.keyboard().press("x");
        lead.waitForSelector("dialog input:focus");
        sue.ok(sue.put("desk/me/presence", Map.of("state", "away", "reason", "meeting")));
        lead.keyboard().type("the lawyer is mine");
        lead.keyboard().press("Enter");
        sees(lead, "Wrap up");
        check(lead, "stepping-06-taken");
        assertThat(cases.events(id).stream().map(io.throughline.platform.cases.Cases.Recorded::type))
                .containsSubsequence("message-written", "message-sent", "supervisor-joined", "work-taken-over");
        lead.context().close();
        page.context().close();
    }

    @Test
    void a_supervisor_says_what_somebody_can_and_takes_emergency_rights() throws Exception {
        var lead = desk("sue", 1280, 800, ColorScheme.LIGHT);
        lead.keyboard().press("2");
        sees(lead, "Nobody is here"); // Ann is not at work: she is among all
        reach(lead, "All ");
        lead.keyboard().press("Enter");
        reach(lead, "Edit what Ann Reyes can");
        lead.keyboard().press("Enter");
        sees(lead, "What Ann Reyes can");
        reach(lead, "Skills");
        lead.keyboard().press("Control+a");
        lead.keyboard().type("complaints 11");
        sees(lead, "is not a skill with a number from 1 to 10");
        check(lead, "people-01-wrong");
        lead.keyboard().press("Enter");
        assertThat(skills("ann")).isEmpty();
        lead.keyboard().press("Control+a");
        lead.keyboard().type("complaints 7, arrears");
        reach(lead, "Message");
        lead.keyboard().press("Control+a");
        lead.keyboard().type("3");
        check(lead, "people-02-profile");
        lead.keyboard().press("Enter");
        sees(lead, "Ann Reyes: kept");
        lead.waitForFunction("() => document.activeElement.innerText.includes('Edit')"); // where one came from
        assertThat(skills("ann")).isEqualTo(Map.of("complaints", 7, "arrears", 5));

        // what is above one's rights, for an emergency
        reach(lead, "Emergency rights");
        lead.keyboard().press("Enter");
        sees(lead, "What is the emergency?");
        reach(lead, "Take the rights"); // says what it lacks
        lead.keyboard().press("Enter");
        sees(lead, "Say what the emergency is");
        check(lead, "people-03-emergency");
        assertThat(taken()).isZero();
        reach(lead, "What is the emergency?");
        lead.keyboard().type("the billing system answers nobody");
        reach(lead, "For how long");
        lead.keyboard().press("ArrowUp");
        reach(lead, "Take the rights");
        lead.keyboard().press("Enter");
        sees(lead, "You hold emergency rights for 10 minutes");
        check(lead, "people-04-taken");
        assertThat(taken()).isOne();
        assertThat(complaints).isEmpty();
        lead.context().close();
    }

    private Page browser(String person, ColorScheme colours) {
        assertThat(person).isNotEmpty();
        return watched(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setColorScheme(colours)
                .setLocale("en-US")));
    }

    private Map<String, Integer> skills(String person) throws Exception {
        var skills = new java.util.HashMap<String, Integer>();
        for (var one : sue.ok(sue.get("desk/agents"))) {
            if (one.path("id").asString("").equals(person)) {
                one.path("profile")
                        .path("skills")
                        .properties()
                        .forEach(skill ->
                                skills.put(skill.getKey(), skill.getValue().asInt()));
            }
        }
        return skills;
    }

    private int taken() throws Exception {
        return sue.ok(sue.get("v1/break-glass")).size();
    }

    private static void type(Page page, String name, String password) {
        reach(page, "Your id");
        page.keyboard().type(name);
        reach(page, "Password");
        page.keyboard().type(password);
        page.keyboard().press("Enter");
    }

    private String invitation(String person) throws Exception {
        var answer = DeskClient.HTTP.send(
                new DeskClient(port, "ada")
                        .request("v1/people/" + person + "/invitation")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var link = DeskClient.JSON.readTree(answer.body()).path("link").asString("");
        return "http://127.0.0.1:" + port + URI.create(link).getPath();
    }

    private String phone(String id) {
        return jdbc.sql("select phone from records.customer where id = ?")
                .param(String.valueOf(state(id).fact("trigger.customerId").orElseThrow()))
                .query(String.class)
                .single();
    }

    private void article() throws Exception {
        var text = """
                ---
                id: dates
                title: When the date does not match
                owner: identity
                steps: [settle]
                ---
                ## First

                Ask for the **address they had before**. Then:

                - the postal code
                - the *year* alone proves nothing
                """.replace("**address they had before**", "address they had before");
        sue.ok(sue.post(
                "desk/knowledge/articles",
                Map.of("files", java.util.List.of(Map.of("name", "dates.md", "text", text)))));
    }
}
