package io.throughline.diagram;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// What the tests draw.
final class Given {
    private Given() {}

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("throughline"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static Definition arrears() {
        return read(root().resolve("workflows/collections/arrears.yaml"));
    }

    /// Loops, many ways out, long names: what makes a picture hard.
    static Definition winding() {
        return read(root().resolve("diagram/src/test/resources/winding/service/winding.yaml"));
    }

    /// Every definition there is, so that a new one is tested as soon as it is written.
    static List<Definition> all() {
        try (var files = Files.walk(root().resolve("workflows"))) {
            var definitions = new ArrayList<Definition>();
            files.filter(Files::isRegularFile)
                    .filter(DefinitionReader::isWorkflow)
                    .filter(Given::saysWorkflow)
                    .sorted()
                    .map(Given::read)
                    .forEach(definitions::add);
            definitions.add(winding());
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean saysWorkflow(Path file) {
        try {
            return Files.readString(file).lines().anyMatch(line -> line.startsWith("workflow:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Definition read(Path file) {
        try {
            return DefinitionReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A customer whose card is declined, who then agrees on a plan that the ledger does not take.
    static List<CaseEvent> declinedThenPlan() {
        var events = new ArrayList<CaseEvent>();
        add(events, "case-opened", "", "", "");
        through(events, "verify", "verified", "disclose");
        through(events, "disclose", "acknowledged", "options");
        through(events, "options", "pay-now", "pay");
        through(events, "pay", "declined", "options");
        through(events, "options", "plan", "plan");
        through(events, "plan", "agreed", "post-plan");
        through(events, "post-plan", "failed", "arrangement-not-posted");
        add(events, "exception-raised", "arrangement-not-posted", "", "");
        return events;
    }

    static void through(List<CaseEvent> events, String step, String outcome, String to) {
        add(events, "step-entered", step, "", "");
        add(events, "touch-due", step, "", "");
        add(events, "step-ended", step, outcome, to);
    }

    /// Each event ten minutes after the one before.
    static void add(List<CaseEvent> events, String type, String step, String outcome, String to) {
        var at = Instant.parse("2026-11-22T09:00:00Z").plusSeconds(600L * events.size());
        events.add(new CaseEvent(at, type, step, outcome, to));
    }

    static Document xml(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not XML", e);
        }
    }

    static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
