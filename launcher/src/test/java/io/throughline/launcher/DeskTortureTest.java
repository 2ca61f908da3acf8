package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole platform as a process, killed in the middle of a floor's work. `./throughline torture desk` does the same
/// for longer.
class DeskTortureTest {
    @TempDir
    private Path folder;

    @Test
    void nothing_of_a_floor_is_lost_or_doubled_when_the_platform_is_killed_in_the_middle_of_its_work()
            throws Exception {
        var talk = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                false,
                false,
                80);
        var result = new DeskTorture(new DeskTorture.Plan(3, 16, 40, 1), home(), terminal).run();

        assertThat(result.verdict().broken()).isEmpty();
        assertThat(result.ownWords()).isEmpty();
        assertThat(result.audit().isWhole()).isTrue();
        assertThat(result.verdict().acknowledged()).isPositive();
        assertThat(result.verdict().kept().get("desk.item")).isGreaterThanOrEqualTo(40);
    }

    /// A home whose class path is that of this test: the modules are not packed yet when it runs.
    private Home home() throws IOException {
        var own = Home.find().path();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (var module : new String[] {"launcher", "sandbox"}) {
            var target = Files.createDirectories(folder.resolve(module).resolve("target"));
            try (var jar = new JarOutputStream(
                    Files.newOutputStream(target.resolve("throughline-" + module + "-0.0.0.jar")))) {
                jar.putNextEntry(new java.util.jar.JarEntry("empty"));
            }
            Files.writeString(target.resolve("classpath"), classPath);
        }
        copy(own.resolve("workflows"), folder.resolve("workflows"));
        copy(own.resolve("packs"), folder.resolve("packs"));
        return new Home(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
