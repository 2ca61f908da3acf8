import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Builds or tests the console with the system's Node, when something changed since the last time. Maven runs it in the
/// module's folder: `java build/BuildConsole.java build` or `… test`.
///
/// Where Node is missing, too old or cannot install, it says so and ends well: the platform then answers `/desk/` with a
/// page that says the same. A console that does not compile, fails its tests or is too heavy ends the build.
final class BuildConsole {
    private static final Path TARGET = Path.of("target");
    private static final Path DIST = TARGET.resolve("dist");
    private static final Path CLASSES = TARGET.resolve("classes").resolve("console");
    private static final List<String> SOURCES =
            List.of(
            "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "index.html", "api", "build", "public", "src");
    /// Made of `api/` by each build, and not kept.
    private static final String GENERATED = "schema.d.ts";
    private static final int[] OLDEST_NODE = {20, 19};
    /// The budget of design.md for what the first route loads, gzip.
    private static final int FIRST_ROUTE_BYTES = 130_000;

    public static void main(String[] args) throws Exception {
        var skip = List.of(args).contains("true"); // Maven's -DskipTests and -Dmaven.test.skip
        switch (args.length > 0 ? args[0] : "") {
            case "build" -> build();
            case "test" -> {
                if (!skip) {
                    test();
                }
            }
            default -> throw new IllegalArgumentException("say build or test");
        }
    }

    private static void build() throws Exception {
        var inputs = hash(SOURCES);
        if (isDone("built", inputs) && Files.exists(CLASSES.resolve("index.html"))) {
            return;
        }
        delete(CLASSES);
        var hindrance = hindrance();
        if (hindrance.isPresent()) {
            say("NOT BUILT: " + hindrance.get());
            say("The platform works without it and says so at /desk/. Install Node 20.19 or later with npm and build again.");
            return;
        }
        run("npm", "run", "--silent", "build").orFail("the console does not build");
        var bytes = firstRoute();
        say("first route " + bytes + " bytes gzip of " + FIRST_ROUTE_BYTES);
        if (bytes > FIRST_ROUTE_BYTES) {
            fail("the first route is too heavy: load what it does not need at once later (lazyRouteComponent)");
        }
        copy(DIST, CLASSES);
        done("built", inputs);
    }

    private static void test() throws Exception {
        var watched = new ArrayList<>(SOURCES);
        watched.add("test");
        var inputs = hash(watched);
        if (isDone("tested", inputs)) {
            return;
        }
        var hindrance = hindrance();
        if (hindrance.isPresent()) {
            say("NOT TESTED: " + hindrance.get());
            return;
        }
        run("npm", "run", "--silent", "test").orFail("a test of the console fails");
        done("tested", inputs);
    }

    /// Why nothing can be built here; empty when Node is there and everything is installed.
    private static Optional<String> hindrance() throws Exception {
        var version = node();
        if (version.isEmpty()) {
            return Optional.of("node was not found.");
        }
        var parts = version.get().substring(1).split("\\.");
        int major = Integer.parseInt(parts[0]);
        if (major < OLDEST_NODE[0] || major == OLDEST_NODE[0] && Integer.parseInt(parts[1]) < OLDEST_NODE[1]) {
            return Optional.of("node is " + version.get() + ", 20.19 is the oldest that does.");
        }
        var lock = hash(List.of("package-lock.json"));
        var installed = Path.of("node_modules", ".throughline");
        if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
            return Optional.empty();
        }
        say("installing its packages (npm ci), once");
        var install = run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");
        if (install.code != 0) {
            return Optional.of("npm ci failed (" + install.code + "); what it said is above.");
        }
        Files.writeString(installed, lock);
        return Optional.empty();
    }

    private static Optional<String> node() throws InterruptedException {
        try {
            var process = new ProcessBuilder(command("node"), "--version").start();
            var said = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 && said.startsWith("v") ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What the browser loads before the first route is there: everything the page names, and what those import at once.
    private static int firstRoute() throws IOException {
        Set<String> files = new HashSet<>();
        var page = Files.readString(DIST.resolve("index.html"));
        var named = Pattern.compile("(?:src|href)=\"/desk/([^\"]+\\.(?:js|css))\"").matcher(page);
        while (named.find()) {
            follow(named.group(1), files);
        }
        int sum = gzip(page.getBytes());
        for (var file : files) {
            sum += gzip(Files.readAllBytes(DIST.resolve(file)));
        }
        return sum;
    }

    private static void follow(String file, Set<String> files) throws IOException {
        if (!files.add(file) || !file.endsWith(".js")) {
            return;
        }
        var imports = Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"']\\./([^\"']+\\.js)[\"']")
                .matcher(Files.readString(DIST.resolve(file)));
        while (imports.find()) {
            follow("assets/" + imports.group(1), files);
        }
    }

    private static int gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.size();
    }

    private static String hash(List<String> roots) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var root : roots) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (var file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith(GENERATED))
                        .sorted()
                        .toList()) {
                    digest.update(file.toString().replace('\\', '/').getBytes());
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isDone(String what, String inputs) throws IOException {
        var stamp = TARGET.resolve("console." + what);
        return Files.exists(stamp) && Files.readString(stamp).equals(inputs);
    }

    private static void done(String what, String inputs) throws IOException {
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("console." + what), inputs);
    }

    private record Ended(int code) {
        void orFail(String what) {
            if (code != 0) {
                fail(what);
            }
        }
    }

    private static Ended run(String program, String... arguments) throws InterruptedException {
        var line = new ArrayList<>(List.of(command(program)));
        line.addAll(List.of(arguments));
        try {
            return new Ended(new ProcessBuilder(line).inheritIO().start().waitFor());
        } catch (IOException e) {
            say(program + " cannot be started: " + e.getMessage());
            return new Ended(127);
        }
    }

    private static String command(String program) {
        var isWindows = System.getProperty("os.name").startsWith("Windows");
        return isWindows && program.equals("npm") ? "npm.cmd" : program;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void say(String what) {
        System.out.println("console: " + what);
    }

    private static void fail(String what) {
        System.err.println("console: " + what);
        System.exit(1);
    }

    private BuildConsole() {}
}
