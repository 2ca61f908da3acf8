package io.throughline.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/// Starts the platform. Settings are in `application.yaml`; the launcher gives the rest.
@Modulithic(systemName = "Throughline")
@ConfigurationPropertiesScan
@SpringBootApplication
public class ThroughlinePlatform {
    public static void main(String[] args) {
        SpringApplication.run(ThroughlinePlatform.class, args);
    }
}
