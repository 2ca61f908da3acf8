package io.throughline.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which TCP ports of this machine can be listened on.
final class FreePorts {
    private static final String LISTENING = "0A";

    private FreePorts() {}

    static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a port whose old connections linger can be listened on again.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException ignored) {
            return false;
        }
    }

    /// The wish, if it can be had and is not taken by the caller already; else any other.
    static int near(int wish, Set<Integer> taken) {
        return !taken.contains(wish) && isFree(wish) ? wish : any();
    }

    static int demand(int port, String whatFor, String option) {
        if (isFree(port)) {
            return port;
        }
        String by = holder(port).map(pid -> " by process " + pid).orElse("");
        throw new CommandFailure(
                ExitCode.BUSY,
                "Port " + port + ", wanted for " + whatFor + ", is in use" + by + ". Stop that, or choose another: "
                        + option + " " + (port + 100));
    }

    /// Which process listens, where the system tells (Linux, for processes of the same user).
    static Optional<Long> holder(int port) {
        try {
            Set<String> sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                    .map(Path::of)
                    .filter(Files::isReadable)
                    .flatMap(FreePorts::lines)
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(fields -> fields.size() > 9
                            && fields.get(3).equals(LISTENING)
                            && fields.get(1).endsWith(":%04X".formatted(port)))
                    .map(fields -> "socket:[" + fields.get(9) + "]")
                    .collect(Collectors.toSet());
            if (sockets.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.allProcesses()
                    .map(ProcessHandle::pid)
                    .filter(pid -> holdsOneOf(pid, sockets))
                    .findFirst();
        } catch (UncheckedIOException ignored) {
            return Optional.empty();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsOneOf(long pid, Set<String> sockets) {
        Path descriptors = Path.of("/proc/" + pid + "/fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(descriptor -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException ignored) {
                    return false;
                }
            });
        } catch (IOException | UncheckedIOException ignored) {
            return false;
        }
    }
}
