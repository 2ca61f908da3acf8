package io.throughline.policy.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// geo.resolve, against places that can be looked up.
class LocationTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // a ZIP narrows a split area code
                "86515, 928, America/Denver",
                "85001, 928, America/Phoenix",
                "32501, 850, America/Chicago",
                "46402, 219, America/Chicago",
                "47401, 812, America/Indiana/Indianapolis",
                "42101, 270, America/Chicago",
                "83814, 208, America/Los_Angeles",
                "97914, 541, America/Boise",
                "49801, 906, America/Menominee",
                "69361, 308, America/Denver",
                "57701, 605, America/Denver",
                // signals that disagree both count
                "90001, 212, America/Los_Angeles America/New_York",
                // no ZIP: everything the area code spans
                "'', 850, America/Chicago America/New_York",
                "'', 402, America/Chicago America/Denver",
                // toll-free tells nothing
                "60601, 888, America/Chicago",
                "'', 800, ''",
                "96910, 671, Pacific/Guam",
                "00901, 787, America/Puerto_Rico",
                "99501, 907, America/Anchorage"
            })
    void zones_follow_from_zip_and_area_code(String zip, String areaCode, String zones) {
        assertThat(new Location(null, "US", zip, List.of(areaCode)).zones(Places.tables()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(zones.split(" "))
                        .filter(id -> !id.isEmpty())
                        .map(ZoneId::of)
                        .toList());
    }

    @Test
    void a_statement_replaces_everything_else() {
        var honolulu = ZoneId.of("Pacific/Honolulu");

        assertThat(new Location(honolulu, "US", "12207", List.of("518")).zones(Places.tables()))
                .containsExactly(honolulu);
    }

    /// The area codes that the catalogue of rules names as split.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "850", "208", "986", "219", "574", "812", "930", "620", "785", "270", "606", "906", "308", "402", "531",
                "701", "458", "541", "605", "928"
            })
    void split_area_codes_have_every_zone(String areaCode) {
        assertThat(Places.tables().ofAreaCode(areaCode).orElseThrow().zones()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"02108, MA", "10001, NY", "20001, DC", "33101, FL", "97914, OR", "00901, PR"})
    void a_zip_tells_its_state(String zip, String state) {
        assertThat(Places.tables().ofZip(zip).orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void a_military_address_and_a_broken_code_tell_no_place() {
        assertThat(Places.tables().ofZip("09012")).isEmpty();
        assertThat(Places.tables().ofZip("1234")).isEmpty();
        assertThat(Places.tables().ofAreaCode("")).isEmpty();
    }

    @Test
    void a_number_may_stand_for_its_area_code() {
        assertThat(Places.tables().ofAreaCode("+1 (612) 555-0100").orElseThrow().state())
                .isEqualTo("MN");
    }

    @Test
    void countries_without_a_table_have_their_zones() {
        assertThat(new Location(null, "GB-ENG", "", List.of()).zones(Places.tables()))
                .containsExactly(ZoneId.of("Europe/London"));
        assertThat(Objects.requireNonNull(Places.tables().ofCountry("ES"))).hasSize(2);
    }
}
