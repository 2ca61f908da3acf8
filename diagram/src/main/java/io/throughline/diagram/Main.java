package io.throughline.diagram;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The process behind `throughline diagram`: `FILE svg|mermaid [REFERENCE WORKFLOW]`. The last
/// three are of a case, whose events then come on standard input, a line each ([CaseEvent#parse]). The
/// drawing goes to standard output; what a person has to know about it goes to standard error.
public final class Main {
    /// The command line's code for a problem in the input.
    private static final int BAD_INPUT = 5;

    private static final int OF_A_CASE = 4;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        try {
            var definition = DefinitionReader.read(Path.of(arguments[0]));
            Diagram diagram;
            if (arguments.length == OF_A_CASE) {
                refuseOther(definition, arguments[2], arguments[3]);
                var events = events();
                strangers(definition, events)
                        .forEach(name -> err.println("The case has been at " + name
                                + ", which this file does not have: it runs another version of the workflow."));
                diagram = Diagram.of(definition, arguments[2], events);
            } else {
                diagram = Diagram.of(definition);
            }
            var drawing = arguments[1].equals("mermaid") ? diagram.mermaid() : diagram.svg();
            System.out.writeBytes(drawing.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        } catch (InvalidDefinition e) {
            e.findings().forEach(err::println);
            System.exit(BAD_INPUT);
        } catch (OtherWorkflow e) {
            err.println(e.getMessage());
            System.exit(BAD_INPUT);
        }
    }

    private static void refuseOther(Definition definition, String reference, String workflow) {
        if (!definition.name().equals(workflow)) {
            throw new OtherWorkflow("Case " + reference + " runs the workflow " + workflow + ", not "
                    + definition.name() + ". Give the file of " + workflow + ". Nothing was drawn.");
        }
    }

    /// Where the case has been and the definition has nothing.
    private static Set<String> strangers(Definition definition, List<CaseEvent> events) {
        var names = new TreeSet<String>();
        for (var event : events) {
            boolean arrives =
                    event.type().equals("step-entered") || event.type().equals("exception-raised");
            if (arrives
                    && !definition.steps().containsKey(event.step())
                    && !definition.exceptions().containsKey(event.step())) {
                names.add(event.step());
            }
        }
        return names;
    }

    private static List<CaseEvent> events() throws IOException {
        var events = new ArrayList<CaseEvent>();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            events.add(CaseEvent.parse(line));
        }
        return events;
    }

    private static final class OtherWorkflow extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherWorkflow(String message) {
            super(message);
        }
    }
}
