package io.throughline.platform.desk;

import io.throughline.platform.cases.Workflows;
import io.throughline.platform.staff.Colleagues;
import io.throughline.workflow.Definition;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class DeskSetup {
    @Bean
    Queues deskQueues(Workflows workflows, @Value("${throughline.workflows:workflows}") Path folder) {
        var named = workflows.names().stream()
                .map(workflows::current)
                .map(Definition::queues)
                .flatMap(java.util.Collection::stream)
                .toList();
        return new Queues(Queues.described(folder), named);
    }

    @Bean
    Term.Stores deskStores(
            ItemStore items,
            FloorStore floor,
            EventStore events,
            PresenceStore presence,
            ProfileStore profiles,
            Colleagues colleagues,
            JsonMapper json) {
        return new Term.Stores(items, floor, events, presence, profiles, colleagues, json);
    }

    @Bean
    FloorKeeper floorKeeper(
            LeaseStore leases,
            InputStore inputs,
            Term.Stores stores,
            Orders orders,
            FloorSignals signals,
            Queues queues,
            PlatformTransactionManager transactions,
            InstantSource clock,
            @Qualifier("machineTime") InstantSource machine) {
        var holder = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
        return new FloorKeeper(
                holder,
                leases,
                inputs,
                stores,
                orders,
                signals,
                queues,
                new TransactionTemplate(transactions),
                clock,
                machine);
    }

    @Bean
    FloorLoop floorLoop(FloorKeeper keeper, FloorSignals signals) {
        return new FloorLoop(keeper, signals);
    }
}
