package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerZonesTest {
    private final ConsumerZones zones = new ConsumerZones();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 96813, Pacific/Honolulu",
                "-, 96799, Pacific/Pago_Pago",
                "-, 85004, America/Phoenix",
                "-, 86515, America/Phoenix America/Denver",
                "-, 46204, America/Indiana/Indianapolis",
                "-, 46402, America/Chicago",
                "-, 47586, America/Indiana/Indianapolis America/Chicago",
                "-, 79901, America/Denver",
                "-, 79830, America/Chicago America/Denver",
                "-, 78701, America/Chicago",
                "-, 32501, America/Chicago",
                "-, 32401, America/Chicago America/New_York",
                "-, 33101-1234, America/New_York",
                "-, 00901, America/Puerto_Rico",
                "+18084561234, -, Pacific/Honolulu",
                // signals that disagree are both kept
                "+12125550142, 94105, America/New_York America/Los_Angeles",
                // a number of two zones is narrowed by the postal code
                "+18504321234, 32501, America/Chicago",
                // a number that lies nowhere says nothing
                "+18005550100, 60601, America/Chicago",
                "+18005550100, -, ''",
                "-, 09012, ''",
                "+12125550142, 09012, ''",
                "-, 00000, ''",
                "-, SW1A 1AA, ''",
                "-, -, ''",
            })
    void zones_are_all_that_the_customer_may_be_in(
            @Nullable String phone, @Nullable String postalCode, String expected) {
        Set<ZoneId> wanted = Arrays.stream(expected.split(" "))
                .filter(id -> !id.isEmpty())
                .map(ZoneId::of)
                .collect(Collectors.toSet());
        assertThat(zones.of(phone, postalCode)).isEqualTo(wanted);
    }

    @Test
    void the_table_covers_every_prefix_in_use() {
        assertThat(zones.prefixes()).hasSizeGreaterThan(900).contains("005", "100", "500", "999", "967", "885");
    }
}
