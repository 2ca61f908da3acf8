package io.throughline.launcher;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody wants us to end: Ctrl-C or a service manager. Long commands wait here instead of
/// sleeping, and leave in order. A second Ctrl-C ends at once.
final class Stop {
    private static final int NOT_ASKED = -1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(NOT_ASKED);

    /// Listens to the signals of this process. Ctrl-C is answered with 130; a service manager's TERM is an orderly end:
    /// 0.
    static Stop onSignals() {
        Stop stop = new Stop();
        listen("INT", () -> stop.ask(ExitCode.INTERRUPTED));
        listen("TERM", () -> stop.ask(ExitCode.OK));
        return stop;
    }

    void ask(int code) {
        if (!exitCode.compareAndSet(NOT_ASKED, code)) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        asked.countDown();
    }

    OptionalInt exitCode() {
        int code = exitCode.get();
        return code == NOT_ASKED ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /// Waits this long, or until somebody wants us to end; says which.
    boolean isAskedWithin(Duration time) {
        try {
            return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// `sun.misc.Signal` is the only way to tell Ctrl-C from a service manager's request. It lives
    /// in the supported module jdk.unsupported, but javac warns at every mention, so it is reached
    /// by name. Without it the JVM's own answer stands.
    private static void listen(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler act = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "signal " + name;
                };
            };
            Object listener = Proxy.newProxyInstance(Stop.class.getClassLoader(), new Class<?>[] {handler}, act);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            System.getLogger(MethodHandles.lookup().lookupClass().getName())
                    .log(System.Logger.Level.DEBUG, "signal {0} is not ours to handle", name);
        }
    }
}
