package io.throughline.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folder Throughline itself lives in (the repository), and what was built there.
record Home(Path path) {

    /// The script says where it is; from an IDE or a test it is the nearest folder above that has it.
    static Home find() {
        String told = System.getProperty("throughline.home");
        if (told != null) {
            return new Home(Path.of(told));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("throughline"))) {
                return new Home(folder);
            }
        }
        throw new CommandFailure(ExitCode.INTERNAL, "Start the command line with ./throughline");
    }

    /// The class path of a module: what Maven listed, its own jar in front. A test has everything on one, and says so.
    String classPath(String module) {
        String ofAll = System.getProperty("throughline.class-path");
        if (ofAll != null) {
            return ofAll;
        }
        Path target = path.resolve(module).resolve("target");
        Path list = target.resolve("classpath");
        if (!Files.exists(list)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "The module " + module + " is not built. Build it with: ./throughline --version");
        }
        try {
            String listed = Files.readString(list).strip();
            Path jar = ownJar(target);
            if (listed.startsWith(jar.toString())) {
                return listed;
            }
            return listed.isEmpty() ? jar.toString() : jar + File.pathSeparator + listed;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "Cannot read " + list, e);
        }
    }

    private static Path ownJar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().matches(".*/throughline-[a-z-]+-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.FAILED, "No jar in " + target + ". Build it with: ./throughline --version"));
        }
    }
}
