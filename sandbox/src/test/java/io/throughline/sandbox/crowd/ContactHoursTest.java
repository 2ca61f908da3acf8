package io.throughline.sandbox.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.PortfolioReader;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ContactHoursTest {
    private static final Instant EIGHT_IN_BOISE = Instant.parse("2026-11-23T15:00:00Z");

    private static Customer living(String phone, String postalCode) throws Exception {
        return PortfolioReader.read(new StringReader("""
                        customer_id,account_id,first_name,last_name,date_of_birth,phone,email,postal_code,language,sms_consent,email_consent,creditor,original_creditor,currency,balance,due_date,broken_promises,product
                        C-1,A-1,Ada,Larsen,1965-12-01,%s,ada@example.org,%s,en,true,true,Clinic,Clinic,USD,12.96,2026-11-06,0,medical
                        """.formatted(phone, postalCode)))
                .getFirst();
    }

    @Test
    void an_area_code_of_two_zones_is_narrowed_by_the_address_whatever_its_exchange() throws Exception {
        // 208-556 is an exchange in the Pacific part of Idaho; 83213 lies in the Mountain part
        assertThat(ContactHours.violated(living("+12085560000", "83213"), EIGHT_IN_BOISE))
                .isEmpty();
        assertThat(ContactHours.violated(living("+12085560000", ""), EIGHT_IN_BOISE))
                .contains(ZoneId.of("America/Los_Angeles"));
    }

    @Test
    void the_east_of_oregon_is_on_mountain_time() throws Exception {
        assertThat(ContactHours.violated(living("+15415554627", "59809"), EIGHT_IN_BOISE))
                .isEmpty();
        assertThat(ContactHours.violated(living("+15415554627", "97205"), EIGHT_IN_BOISE))
                .contains(ZoneId.of("America/Los_Angeles"));
    }

    @Test
    void an_area_code_that_contradicts_the_address_counts_beside_it() throws Exception {
        assertThat(ContactHours.violated(living("+14155560000", "83213"), EIGHT_IN_BOISE))
                .contains(ZoneId.of("America/Los_Angeles"));
    }
}
