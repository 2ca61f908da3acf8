package io.throughline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// The reference: plain BM25 as Lucene has it, over whole articles (title and text in one field), with its analyser for
/// English and its usual parameters.
final class LuceneBm25 implements AutoCloseable {
    private static final String FIELD = "text";
    private static final int MOST_WORDS = 10_000;
    private final EnglishAnalyzer analyzer = new EnglishAnalyzer();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    LuceneBm25(Map<String, KnowledgeData.Article> articles) throws IOException {
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var article : articles.entrySet()) {
                var document = new Document();
                document.add(new StringField("id", article.getKey(), Field.Store.YES));
                document.add(new TextField(
                        FIELD,
                        article.getValue().title() + "\n" + article.getValue().text(),
                        Field.Store.NO));
                writer.addDocument(document);
            }
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
        IndexSearcher.setMaxClauseCount(MOST_WORDS);
    }

    /// Ids, best first. A word that is asked for twice counts twice.
    List<String> search(String query, int limit) throws IOException {
        var words = new BooleanQuery.Builder();
        try (var tokens = analyzer.tokenStream(FIELD, query)) {
            var token = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new TermQuery(new Term(FIELD, token.toString())), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        var found = new ArrayList<String>();
        var stored = searcher.storedFields();
        for (var hit : searcher.search(words.build(), limit).scoreDocs) {
            found.add(stored.document(hit.doc).get("id"));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        analyzer.close();
    }
}
