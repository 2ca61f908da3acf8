package io.throughline.sandbox;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One HTTP origin on loopback, on virtual threads, with `/healthz`.
public final class SandboxHttp {
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private SandboxHttp() {}

    /// Starts listening with the given routes; 0 takes any free port.
    public static Javalin start(int port, Consumer<RoutesConfig> routes) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.concurrency.useVirtualThreads = true;
                    config.jetty.host = "127.0.0.1";
                    config.jetty.port = port;
                    config.routes.before(SandboxHttp::refuseForeignPages);
                    config.routes.get(
                            "/healthz",
                            context -> context.contentType("application/json").result("{\"status\":\"up\"}"));
                    routes.accept(config.routes);
                })
                .start();
    }

    /// A page of another origin must not press our buttons through somebody's browser. Programs send no such header.
    private static void refuseForeignPages(Context context) {
        @Nullable String site = context.header("Sec-Fetch-Site");
        if (site != null && !context.method().name().equals("GET") && !OWN_PAGES.contains(site)) {
            throw new ForbiddenResponse("another site's page may not do this");
        }
    }
}
