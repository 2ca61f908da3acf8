package io.throughline.platform.knowledge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Versions of articles and their passages in PostgreSQL.
@Component
class ArticleStore {
    private final JdbcClient jdbc;
    private final String tenant;

    ArticleStore(JdbcClient jdbc, @Value("${throughline.tenant:main}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    /// A version as it is kept.
    ///
    /// @param number 1, 2, … within the article
    /// @param article without its body when it was read to be searched
    record Kept(int number, String version, Article article) {
        String key() {
            return article.id() + "/" + number;
        }
    }

    /// A passage to be searched.
    ///
    /// @param key of the version
    record Stored(String key, int ordinal, Map<String, Integer> words, float @Nullable [] vector) {}

    /// A passage that the model has not read.
    record Unread(String article, int number, int ordinal, String text) {}

    /// How often anything has changed; 0: never.
    long revision() {
        return jdbc.sql("select revision from knowledge.head where tenant = ?")
                .param(tenant)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// Counts a change, and keeps others out until the transaction ends.
    long change() {
        return jdbc.sql("""
                insert into knowledge.head as head (tenant, revision) values (?, 1)
                on conflict (tenant) do update set revision = head.revision + 1 returning revision
                """).param(tenant).query(Long.class).single();
    }

    /// The newest version of an article, a draft or not.
    Optional<Kept> newest(String article) {
        return jdbc.sql(
                        "select * from knowledge.article_version where tenant = ? and article = ? order by number desc limit 1")
                .params(tenant, article)
                .query((row, _) -> kept(row, row.getString("body")))
                .optional();
    }

    Optional<Kept> find(String article, int number) {
        return jdbc.sql("select * from knowledge.article_version where tenant = ? and article = ? and number = ?")
                .params(tenant, article, number)
                .query((row, _) -> kept(row, row.getString("body")))
                .optional();
    }

    void add(Kept kept, Instant at, String by, long revision) {
        var article = kept.article();
        jdbc.sql("""
                insert into knowledge.article_version (tenant, article, number, version, title, owner, language, state, valid_from,
                       valid_until, roles, purposes, tags, steps, body, imported_at, imported_by, revision)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(tenant, article.id(), kept.number(), kept.version(), article.title(), article.owner())
                .params(article.language(), article.state().word(), article.from())
                .param(article.until())
                .param(words(article.roles()))
                .param(words(article.purposes()))
                .param(words(article.tags()))
                .param(words(article.steps()))
                .params(article.body(), at.atOffset(ZoneOffset.UTC), by, revision)
                .update();
        if (article.state() == Article.State.PUBLISHED) {
            addPassages(kept, revision);
        }
    }

    private void addPassages(Kept kept, long revision) {
        var article = kept.article();
        int ordinal = 0;
        for (var passage : Passages.of(article.body())) {
            var text = article.title() + "\n" + passage;
            jdbc.sql("""
                    insert into knowledge.passage (tenant, article, number, ordinal, text, words, revision)
                    values (?, ?, ?, ?, ?, to_tsvector(?::regconfig, ?), ?)
                    """)
                    .params(tenant, article.id(), kept.number(), ordinal++, text)
                    .params(Languages.configuration(article.language()), text, revision)
                    .update();
        }
    }

    private static String[] words(Set<String> words) {
        return words.stream().sorted().toArray(String[]::new);
    }

    /// What has changed behind a revision, drafts left out and without bodies.
    List<Kept> versionsSince(long revision) {
        return jdbc.sql(
                        "select * from knowledge.article_version where tenant = ? and revision > ? and state <> 'draft'")
                .params(tenant, revision)
                .query((row, _) -> kept(row, ""))
                .list();
    }

    List<Stored> passagesSince(long revision, String model) {
        return jdbc.sql("""
                select article, number, ordinal, lexemes, counts, case when model = ? then vector end as vector
                  from knowledge.passage,
                       lateral (select array_agg(lexeme) as lexemes, array_agg(cardinality(positions)) as counts
                                  from unnest(words)) as word
                 where tenant = ? and revision > ?
                """)
                .params(model, tenant, revision)
                .query((row, _) -> new Stored(
                        row.getString("article") + "/" + row.getInt("number"),
                        row.getInt("ordinal"),
                        counts(row),
                        vector(row.getBytes("vector"))))
                .list();
    }

    /// What is asked, as lexemes of each of the languages.
    Map<String, Integer> lexemes(String asked, Collection<String> languages) {
        var all = new HashMap<String, Integer>();
        for (var language : languages) {
            jdbc.sql("select lexeme, cardinality(positions) from unnest(to_tsvector(?::regconfig, ?))")
                    .params(Languages.configuration(language), asked)
                    .query((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
                    .list()
                    .forEach(word -> all.merge(word.getKey(), word.getValue(), Math::max));
        }
        return all;
    }

    String passage(String key, int ordinal) {
        int slash = key.lastIndexOf('/');
        return jdbc.sql(
                        "select text from knowledge.passage where tenant = ? and article = ? and number = ? and ordinal = ?")
                .params(tenant, key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)), ordinal)
                .query(String.class)
                .single();
    }

    /// Forgets what another model has read; it has to be read again.
    void forgetOthers(String model) {
        jdbc.sql("update knowledge.passage set vector = null, model = null where tenant = ? and model <> ?")
                .params(tenant, model)
                .update();
    }

    /// Some passages that the model has not read and nobody else is reading; locked.
    List<Unread> lockUnread(int most) {
        return jdbc.sql("""
                select article, number, ordinal, text from knowledge.passage
                 where tenant = ? and vector is null
                 order by article, number, ordinal limit ? for update skip locked
                """)
                .params(tenant, most)
                .query((row, _) -> new Unread(
                        row.getString("article"), row.getInt("number"), row.getInt("ordinal"), row.getString("text")))
                .list();
    }

    void read(Unread passage, String model, float[] vector, long revision) {
        jdbc.sql("""
                update knowledge.passage set model = ?, vector = ?, revision = ?
                 where tenant = ? and article = ? and number = ? and ordinal = ?
                """)
                .params(model, bytes(vector), revision)
                .params(tenant, passage.article(), passage.number(), passage.ordinal())
                .update();
    }

    private static Kept kept(ResultSet row, String body) throws SQLException {
        return new Kept(
                row.getInt("number"),
                row.getString("version"),
                new Article(
                        row.getString("article"),
                        row.getString("title"),
                        row.getString("owner"),
                        row.getString("language"),
                        Article.State.of(row.getString("state")),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        set(row, "roles"),
                        set(row, "purposes"),
                        set(row, "tags"),
                        set(row, "steps"),
                        body));
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    private static Map<String, Integer> counts(ResultSet row) throws SQLException {
        var lexemes = row.getArray("lexemes");
        if (lexemes == null) {
            return Map.of();
        }
        var words = (String[]) lexemes.getArray();
        var counts = (Integer[]) row.getArray("counts").getArray();
        var all = HashMap.<String, Integer>newHashMap(words.length);
        for (int i = 0; i < words.length; i++) {
            all.put(words[i].intern(), counts[i]);
        }
        return all;
    }

    private static byte[] bytes(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float @Nullable [] vector(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
