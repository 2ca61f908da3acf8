package io.throughline.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every setting the launcher hands to the other processes, in one place. They travel in the
/// environment and never on a command line, where any user of the machine could read them.
/// `docs/wires.md` lists the same names.
record ProcessSettings(
        DataFolder folder,
        Endpoints endpoints,
        boolean withSandbox,
        @Nullable String publicUrl,
        boolean allowUnsignedPacks,
        Tuning tuning) {

    /// What one run wants otherwise than usual.
    ///
    /// @param platform settings of the platform that come before ours
    /// @param sandbox options for the sandbox's command line
    /// @param platformJvm options of the platform's JVM
    record Tuning(Map<String, Object> platform, List<String> sandbox, List<String> platformJvm) {
        static final Tuning NONE = new Tuning(Map.of(), List.of(), List.of());
    }

    ProcessSettings(
            DataFolder folder,
            Endpoints endpoints,
            boolean withSandbox,
            @Nullable String publicUrl,
            boolean allowUnsignedPacks) {
        this(folder, endpoints, withSandbox, publicUrl, allowUnsignedPacks, Tuning.NONE);
    }

    /// For one of the platform processes; they share everything but their ports. As one JSON object, which Spring Boot
    /// reads under the names as they are (`SPRING_APPLICATION_JSON`).
    Map<String, String> platformEnvironment(Database database, Endpoints.Node node) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("throughline.data", folder.path().toString());
        settings.put("throughline.clock", folder.clock().toString());
        settings.put(
                "throughline.public-url",
                publicUrl == null ? endpoints.platformUrl().toString() : publicUrl);
        settings.put("server.port", node.http());
        settings.put("server.address", endpoints.bind());
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.app().user());
        settings.put("spring.datasource.password", database.app().password());
        settings.put("spring.flyway.url", database.url());
        settings.put("spring.flyway.user", database.owner().user());
        settings.put("spring.flyway.password", database.owner().password());
        settings.put("throughline.inbound-smtp.port", node.inboundSmtp());
        settings.put("throughline.sandbox", withSandbox);
        settings.put("throughline.policy.allow-unsigned", allowUnsignedPacks);
        settings.put(
                "throughline.policy.counsel",
                folder.path().resolve(CounselKeys.FOLDER).toString());
        if (withSandbox) {
            settings.put("throughline.smpp.host", Endpoints.LOOPBACK);
            settings.put("throughline.smpp.port", endpoints.smpp());
            settings.put("throughline.smpp.system-id", "throughline");
            settings.put("throughline.smpp.password", smppPassword());
            settings.put("throughline.smtp.host", Endpoints.LOOPBACK);
            settings.put("throughline.smtp.port", endpoints.smtp());
            settings.put("throughline.stripe.api-base", endpoints.processorUrl().toString());
            settings.put(
                    "throughline.self-service.card-page-origin",
                    endpoints.processorUrl().toString());
            settings.put("throughline.stripe.secret-key", stripeKey());
            settings.put("throughline.stripe.webhook-secret", stripeWebhookSecret());
            settings.put("throughline.ledger.base-url", endpoints.sandboxUrl().toString());
        }
        settings.putAll(tuning.platform());
        return Map.of("SPRING_APPLICATION_JSON", Json.print(Json.of(settings)));
    }

    /// What the sandbox's command line says; nothing of it is secret.
    List<String> sandboxArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--data",
                folder.path().toString(),
                "--http-port",
                Integer.toString(endpoints.sandbox()),
                "--processor-port",
                Integer.toString(endpoints.processor()),
                "--smpp-port",
                Integer.toString(endpoints.smpp()),
                "--smtp-port",
                Integer.toString(endpoints.smtp()),
                "--platform",
                endpoints.platformUrl().toString(),
                "--inbound-smtp",
                Endpoints.LOOPBACK + ":" + endpoints.inboundSmtp()));
        arguments.addAll(tuning.sandbox());
        return arguments;
    }

    Map<String, String> sandboxEnvironment() {
        return Map.of(
                "THROUGHLINE_SMPP_PASSWORD", smppPassword(),
                "THROUGHLINE_STRIPE_SECRET_KEY", stripeKey(),
                "THROUGHLINE_STRIPE_WEBHOOK_SECRET", stripeWebhookSecret());
    }

    private String smppPassword() {
        return folder.secret("smpp-password", DataFolder.Secret.SMPP_PASSWORD);
    }

    private String stripeKey() {
        return folder.secret("stripe-key", DataFolder.Secret.STRIPE_KEY);
    }

    private String stripeWebhookSecret() {
        return folder.secret("stripe-webhook-secret", DataFolder.Secret.STRIPE_WEBHOOK);
    }
}
