package io.throughline.adapters.smtp;

import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.Inbound;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Connects a relay where `throughline.smtp.host` is set, and listens where
/// `throughline.inbound-smtp.port` is.
@AutoConfiguration
class SmtpAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("throughline.smtp.host")
    @EnableConfigurationProperties(SmtpSettings.class)
    static class Outgoing {
        @Bean
        EmailGateway smtpGateway(SmtpSettings settings, InstantSource businessTime) {
            return new SmtpGateway(settings, businessTime);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("throughline.inbound-smtp.port")
    @EnableConfigurationProperties(InboundSmtpSettings.class)
    static class Incoming {
        @Bean
        InboundSmtp inboundSmtp(
                InboundSmtpSettings settings, ObjectProvider<Inbound> inbound, InstantSource businessTime) {
            return new InboundSmtp(settings, inbound::getObject, businessTime);
        }
    }
}
