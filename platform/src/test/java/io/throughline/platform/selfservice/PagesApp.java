package io.throughline.platform.selfservice;

import io.throughline.platform.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
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
        basePackages = {"io.throughline.platform.selfservice", "io.throughline.platform.identity"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
class PagesApp {
    static final String CARD_PAGE_ORIGIN = "http://127.0.0.1:8091";

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
            try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
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
                            "--throughline.tenant=main",
                            "--throughline.public-url=http://127.0.0.1:" + port,
                            "--throughline.self-service.card-page-origin=" + CARD_PAGE_ORIGIN,
                            "--throughline.data=" + Files.createTempDirectory("pages"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    World world() {
        return new World();
    }

    @Bean
    DataSource dataSource() {
        return TestDatabase.fresh();
    }

    @Bean
    @Primary
    Guide playedGuide(World world) {
        return world.engine;
    }

    /// Nobody waits in a test for more than a blink.
    @Bean
    @Primary
    Pause shortPause() {
        return time -> Thread.sleep(Duration.ofMillis(2));
    }
}
