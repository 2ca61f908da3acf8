package io.throughline.platform.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArticleFileTest {
    private static final ArticleFile.Names NAMES = new ArticleFile.Names(
            List.of("agent", "supervisor"), Set.of("debt-collection"), Set.of("arrears", "arrears/options"));
    private final Findings findings = new Findings(Rule.all());

    @Test
    void an_article_is_read_with_all_it_says() {
        var article = read("""
                ---
                id: late-fees
                title: When a late fee may be waived
                owner: collections
                language: en
                from: 2026-12-01
                until: 2027-11-30
                roles: [supervisor]
                purposes: [debt-collection]
                tags: [fees]
                steps: [arrears/options]
                ---
                Once a year.

                ---
                Never twice.
                """).orElseThrow();
        assertThat(article)
                .isEqualTo(new Article(
                        "late-fees",
                        "When a late fee may be waived",
                        "collections",
                        "en",
                        Article.State.PUBLISHED,
                        LocalDate.parse("2026-12-01"),
                        LocalDate.parse("2027-11-30"),
                        Set.of("supervisor"),
                        Set.of("debt-collection"),
                        Set.of("fees"),
                        Set.of("arrears/options"),
                        "Once a year.\n\n---\nNever twice."));
        assertThat(article.isShownAt("arrears", "options")).isTrue();
        assertThat(article.isShownAt("arrears", "pay")).isFalse();
        assertThat(article.isCalled("fees")).isTrue();
    }

    @Test
    void what_is_wrong_is_told_with_its_line_and_the_nearest_name() {
        assertThat(read("""
                ---
                id: Late Fees
                title: Late fees
                owner: collections
                from: 2026-13-01
                roles: [supervisr]
                steps: [arrears/optoins]
                titel: twice
                ---
                Text.
                """)).isEmpty();
        assertThat(findings.all().stream()
                        .map(finding -> finding.line() + " " + finding.message())
                        .toList())
                .anySatisfy(said -> assertThat(said).startsWith("2 ").contains("Late Fees"))
                .anySatisfy(said -> assertThat(said).startsWith("5 ").contains("2026-13-01"))
                .anySatisfy(said -> assertThat(said).startsWith("6 ").contains("\"supervisor\"?"))
                .anySatisfy(said -> assertThat(said).startsWith("7 ").contains("\"arrears/options\"?"))
                .anySatisfy(said -> assertThat(said).startsWith("8 ").contains("\"title\"?"));
    }

    @Test
    void a_file_without_front_matter_or_text_is_refused() {
        assertThat(read("# Late fees\n")).isEmpty();
        assertThat(read("---\nid: a\ntitle: A\nowner: o\n---\n\n")).isEmpty();
        assertThat(findings.all()).hasSize(2);
        assertThat(findings.all().get(1).line()).isEqualTo(5);
    }

    @Test
    void a_version_is_named_by_everything_it_says() {
        var text = "---\nid: a\ntitle: A\nowner: o\nroles: [agent]\n---\nText.\n";
        var one = read(text).orElseThrow().version();
        assertThat(read(text).orElseThrow().version()).isEqualTo(one).hasSize(12);
        assertThat(read(text.replace("Text.", "Other text.")).orElseThrow().version())
                .isNotEqualTo(one);
        assertThat(read(text.replace("[agent]", "[supervisor]")).orElseThrow().version())
                .isNotEqualTo(one);
    }

    private java.util.Optional<Article> read(String text) {
        return new ArticleFile(NAMES, findings).read("a.md", text);
    }
}
