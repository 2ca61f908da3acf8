package io.throughline.rehearsal;

import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.rehearsal.people.Behaviour;
import io.throughline.rehearsal.people.BehaviourReader;
import io.throughline.rehearsal.people.FloorPlan;
import io.throughline.rehearsal.people.FloorReader;
import io.throughline.rehearsal.picture.Picture;
import io.throughline.rehearsal.stage.Rehearsal;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import io.throughline.workflow.InvalidDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The process behind `throughline rehearse`: `CUSTOMERS SEED BEHAVIOUR LINES SVG PACKS FILE [OTHER]`, where `-`
/// stands for no file. The reports go to standard output, a JSON array of one or two; how far it is goes to
/// standard error, a number from 0 to 1 on a line; what is wrong with a file goes there too.
public final class Main {
    /// The command line's code for a problem in the input.
    private static final int BAD_INPUT = 5;

    private static final int PACKS = 5;
    private static final int FIRST_FILE = 6;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        try {
            var reports = run(arguments, share -> err.println(share / 1000.0));
            if (!arguments[4].equals("-")) {
                Files.writeString(Path.of(arguments[4]), Picture.of(reports));
            }
            System.out.write(JsonMapper.builder().build().writeValueAsBytes(reports));
            System.out.flush();
        } catch (InvalidDefinition e) {
            e.findings().forEach(err::println);
            System.exit(BAD_INPUT);
        }
    }

    private static List<Report> run(String[] arguments, IntConsumer progress) throws IOException {
        int customers = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<Definition> definitions = new ArrayList<>();
        for (var file : List.of(arguments).subList(FIRST_FILE, arguments.length)) {
            definitions.add(DefinitionReader.read(Path.of(file)));
        }
        var behaviour = behaviour(arguments[2], definitions);
        var plan = plan(arguments[3], definitions, customers);
        var law = new ContactLaw(new PackDirectory(Path.of(arguments[PACKS])).read());
        return rehearse(definitions, law, behaviour, plan, customers, seed, progress);
    }

    /// Two versions at once, each in its own thread: they share nothing that changes.
    static List<Report> rehearse(
            List<Definition> definitions,
            ContactLaw law,
            Behaviour behaviour,
            FloorPlan plan,
            int customers,
            long seed,
            IntConsumer progress) {
        var opened = new AtomicInteger();
        long all = (long) customers * definitions.size();
        var reports = new ArrayList<CompletableFuture<Report>>();
        for (var definition : definitions) {
            int[] before = {0};
            reports.add(CompletableFuture.supplyAsync(
                    () -> Rehearsal.run(definition, law, behaviour, plan, customers, seed, count -> {
                        int sum = opened.addAndGet(count - before[0]);
                        before[0] = count;
                        progress.accept((int) (1000L * sum / all));
                    }),
                    task -> Thread.ofPlatform().start(task)));
        }
        return reports.stream().map(CompletableFuture::join).toList();
    }

    private static Behaviour behaviour(String file, List<Definition> definitions) throws IOException {
        var text = read(file);
        return text == null ? BehaviourReader.defaults() : BehaviourReader.read(file, text, definitions);
    }

    private static FloorPlan plan(String file, List<Definition> definitions, int customers) throws IOException {
        var text = read(file);
        return text == null
                ? FloorReader.defaults(definitions, customers)
                : FloorReader.read(file, text, definitions, customers);
    }

    private static @Nullable String read(String file) throws IOException {
        return file.equals("-") ? null : Files.readString(Path.of(file));
    }
}
