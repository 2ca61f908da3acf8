package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said when a start cannot succeed: one line, with the fix.
class StartTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void a_busy_port_is_named_with_its_holder_and_the_option_that_helps() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> FreePorts.demand(busy.getLocalPort(), "the platform", "--port"))
                    .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                        assertThat(failure.exitCode()).isEqualTo(ExitCode.BUSY);
                        assertThat(failure.text())
                                .contains("Port " + busy.getLocalPort())
                                .contains("--port " + (busy.getLocalPort() + 100))
                                .doesNotContain("\n");
                    });
            if (Path.of("/proc/net/tcp").toFile().exists()) {
                assertThat(FreePorts.holder(busy.getLocalPort()))
                        .contains(ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void a_port_that_is_only_a_wish_gives_way() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.near(busy.getLocalPort(), java.util.Set.of())).isNotEqualTo(busy.getLocalPort());
        }
        Endpoints endpoints = Endpoints.any();
        assertThat(java.util.Set.of(
                        endpoints.platform(),
                        endpoints.sandbox(),
                        endpoints.processor(),
                        endpoints.smpp(),
                        endpoints.smtp(),
                        endpoints.inboundSmtp()))
                .hasSize(6);
    }

    @Test
    void a_locked_folder_is_said_with_the_process_that_holds_it_and_is_free_again_after() throws Exception {
        DataFolder folder = new DataFolder(temp.resolve("data"));
        folder.create();
        try (FolderLock ignored = FolderLock.take(folder)) {
            assertThatThrownBy(() -> FolderLock.take(folder)).isInstanceOfSatisfying(CommandFailure.class, failure -> {
                assertThat(failure.exitCode()).isEqualTo(ExitCode.BUSY);
                assertThat(failure.text())
                        .contains("is in use by process "
                                + ProcessHandle.current().pid())
                        .contains("--data DIR")
                        .doesNotContain("\n");
            });
        }
        FolderLock.take(folder).close();
    }

    @Test
    void secrets_are_made_once_and_differ() {
        DataFolder folder = new DataFolder(temp.resolve("data"));
        folder.create();
        String key = folder.secret("stripe-key", DataFolder.Secret.STRIPE_KEY);
        assertThat(key)
                .startsWith("sk_test_")
                .hasSizeGreaterThan(32)
                .isEqualTo(folder.secret("stripe-key", DataFolder.Secret.STRIPE_KEY));
        assertThat(folder.secret("a", DataFolder.Secret.PASSWORD))
                .isNotEqualTo(folder.secret("b", DataFolder.Secret.PASSWORD));
        assertThat(folder.secret("smpp", DataFolder.Secret.SMPP_PASSWORD)).hasSize(8);
    }

    @Test
    void no_setting_that_is_secret_is_on_a_command_line() {
        DataFolder folder = new DataFolder(temp.resolve("data"));
        folder.create();
        ProcessSettings settings = new ProcessSettings(folder, Endpoints.any(), true, null, true);
        String arguments = String.join(" ", settings.sandboxArguments());
        for (String secret : settings.sandboxEnvironment().values()) {
            assertThat(arguments).doesNotContain(secret);
        }
        Database database = new Database(
                "jdbc:postgresql://x/y",
                new Database.Login("o", "owner-secret"),
                new Database.Login("a", "app-secret"));
        String json = settings.platformEnvironment(database, Endpoints.any().first())
                .getOrDefault("SPRING_APPLICATION_JSON", "");
        assertThat(Json.text(Json.parse(json), "spring.datasource.password")).isEqualTo("app-secret");
        assertThat(Json.text(Json.parse(json), "spring.flyway.password")).isEqualTo("owner-secret");
        assertThat(Json.text(Json.parse(json), "throughline.smpp.password"))
                .isEqualTo(settings.sandboxEnvironment().get("THROUGHLINE_SMPP_PASSWORD"));
        assertThat(database.toString()).doesNotContain("secret");
    }

    @Test
    void a_database_address_is_understood_in_both_spellings() {
        var environment = java.util.Map.of("PGUSER", "u", "PGPASSWORD", "p");
        assertThat(Database.at("jdbc:postgresql://db/x", environment).app()).isEqualTo(new Database.Login("u", "p"));
        Database full = Database.at("postgresql://me:p%40ss+word@db.example:5433/cases?sslmode=require", environment);
        assertThat(full.url()).isEqualTo("jdbc:postgresql://db.example:5433/cases?sslmode=require");
        assertThat(full.owner()).isEqualTo(new Database.Login("me", "p@ss+word"));
        assertThatThrownBy(() -> Database.at("mysql://db/x", environment))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void what_an_earlier_run_left_is_found_only_while_it_is_the_same_process() throws Exception {
        DataFolder folder = new DataFolder(temp.resolve("data"));
        folder.create();
        Process left = new ProcessBuilder("sleep", "300").start();
        RunFile.RunningProcess real = RunFile.RunningProcess.of(left.toHandle());
        RunFile.RunningProcess other =
                new RunFile.RunningProcess(real.pid(), real.startedAt().minusSeconds(9));
        new RunFile(java.util.Map.of("platform", real, "sandbox", other), java.util.Map.of()).write(folder);

        assertThat(RunFile.read(folder).orElseThrow().leftBehind())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKey()).isEqualTo("platform"));
        assertThat(RunFile.running(folder)).isPresent();

        left.destroyForcibly().waitFor();
        assertThat(RunFile.read(folder).orElseThrow().leftBehind()).isEmpty();
        assertThat(RunFile.running(folder)).isEmpty();
    }

    @Test
    void a_process_that_dies_is_reported_with_its_last_lines_and_its_log() {
        Path log = temp.resolve("broken.log");
        ChildProcess child = ChildProcess.start(
                new ChildProcess.Recipe(
                        "sandbox", "no.such.Main", "", java.util.List.of(), java.util.List.of(), java.util.Map.of()),
                temp,
                log);
        assertThat(child.isDoneWithin(java.time.Duration.ofMinutes(1))).isFalse();
        CommandFailure death = child.died();
        assertThat(death.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(death.text())
                .contains("The sandbox ended by itself (exit code 1)")
                .contains("no.such.Main")
                .contains(log.toString());
    }
}
