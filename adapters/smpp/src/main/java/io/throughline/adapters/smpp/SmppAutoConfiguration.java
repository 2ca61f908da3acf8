package io.throughline.adapters.smpp;

import io.throughline.platform.channels.Inbound;
import io.throughline.platform.channels.SmsGateway;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Connects a carrier where `throughline.smpp.host` is set.
@AutoConfiguration
@ConditionalOnProperty("throughline.smpp.host")
@EnableConfigurationProperties(SmppSettings.class)
class SmppAutoConfiguration {
    @Bean
    SmppConnection smppConnection(SmppSettings settings, ObjectProvider<Inbound> inbound, InstantSource businessTime) {
        return new SmppConnection(settings, new Deliveries(inbound::getObject, businessTime));
    }

    @Bean
    SmsGateway smppGateway(SmppConnection connection, SmppSettings settings, ObjectProvider<RandomGenerator> random) {
        return new SmppGateway(connection, settings, random.getIfAvailable(RandomGenerator::getDefault));
    }
}
