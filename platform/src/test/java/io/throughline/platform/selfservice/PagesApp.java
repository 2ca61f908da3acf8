package io.throughline.platform.selfservice;

import com.sun.net.httpserver.HttpServer;
import io.throughline.platform.TestDatabase;
import io.throughline.platform.notices.Collector;
import io.throughline.platform.outreach.Languages;
import io.throughline.platform.records.Portfolio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;

/// The two rooms under test on a port of their own.
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(SelfServiceSettings.class)
@ComponentScan(
        basePackages = {
            "io.throughline.platform.selfservice",
            "io.throughline.platform.identity",
            "io.throughline.platform.notices",
            "io.throughline.platform.documents"
        },
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
class PagesApp {
    /// A server of its own: browsers follow redirects past what a test intercepts, to whatever listens there.
    static final String CARD_PAGE_ORIGIN = "http://127.0.0.1:" + cardPage().getPort();

    /// One server for all test classes of the room; each test opens a case of its own.
    static final class Running {
        static final ServletWebServerApplicationContext CONTEXT = start();
        static final World WORLD = CONTEXT.getBean(World.class);
        static final String URL = "http://127.0.0.1:" + CONTEXT.getWebServer().getPort();

        private Running() {}
    }

    private static ServletWebServerApplicationContext start() {
        try {
            int port;
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            return (ServletWebServerApplicationContext) new SpringApplicationBuilder(PagesApp.class)
                    .properties("spring.config.name=none")
                    .run(
                            "--server.address=127.0.0.1",
                            "--server.port=" + port,
                            "--server.tomcat.max-http-form-post-size=64KB",
                            "--spring.flyway.enabled=false",
                            "--spring.threads.virtual.enabled=true",
                            "--spring.servlet.multipart.max-file-size=20MB",
                            "--spring.servlet.multipart.max-request-size=24MB",
                            "--spring.servlet.multipart.resolve-lazily=true",
                            "--throughline.tenant=main",
                            "--throughline.public-url=http://127.0.0.1:" + port,
                            "--throughline.self-service.card-page-origin=" + CARD_PAGE_ORIGIN,
                            "--throughline.data=" + Files.createTempDirectory("pages"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress cardPage() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/c/", exchange -> {
                try (exchange) {
                    var page = "<h1>Card page</h1><a href='" + Running.URL + "/r/paid'>pay</a>";
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length());
                    exchange.getResponseBody().write(page.getBytes(StandardCharsets.US_ASCII));
                }
            });
            server.start();
            return server.getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    World world() {
        return new World();
    }

    @Bean
    Languages languages(World world) {
        return id -> world.customer(String.valueOf(id))
                .map(Portfolio.Customer::language)
                .orElse("en");
    }

    @Bean
    HeardReplies replies() {
        return new HeardReplies();
    }

    @Bean
    Collector collector() {
        return new Collector(
                "Bayside Credit", List.of("P.O. Box 1200", "Columbus, OH 43216"), "+1 555 0100", null, null);
    }

    @Bean
    DataSource dataSource() {
        return TestDatabase.fresh();
    }

    @Bean
    @Primary
    Guide playedGuide(World world) {
        return world.guide;
    }

    /// Nobody waits in a test for more than a blink.
    @Bean
    @Primary
    Pause shortPause() {
        return time -> Thread.sleep(Duration.ofMillis(2));
    }
}
