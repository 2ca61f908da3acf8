package io.throughline.platform.records;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the ledger is and how long we wait for it.
@ConfigurationProperties("throughline.ledger")
record LedgerSettings(
        @DefaultValue("http://127.0.0.1:8090") URI baseUrl,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout) {}
