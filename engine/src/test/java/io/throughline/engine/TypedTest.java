package io.throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Answers.One;
import io.throughline.workflow.DocumentType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTest {
    private static final Expected AMOUNT = new Expected.Amount("USD", new Money(100, "USD"), new Money(48_000, "USD"));
    private static final Expected DAY = new Expected.Day(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));

    /// What is kept, or after `!` what the customer is told; a lone `?` is a question not answered.
    @ParameterizedTest(name = "{0}: \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            amount | 25            | {minor=2500, currency=USD}
            amount | $25.5         | {minor=2550, currency=USD}
            amount | USD 25.50     | {minor=2550, currency=USD}
            amount | 480.00        | {minor=48000, currency=USD}
            amount | ``            | ?Enter an amount, such as $25.00
            amount | 0.99          | !Enter at least $1.00
            amount | 480.01        | !Enter no more than $480.00
            amount | 25.001        | !Enter an amount with no more decimals than $25.00
            amount | 1,00          | !Enter an amount in numbers, such as $25.00
            amount | -25           | !Enter an amount in numbers, such as $25.00
            amount | twenty        | !Enter an amount in numbers, such as $25.00
            amount | 1e2           | !Enter an amount in numbers, such as $25.00
            day    | 2026-11-20    | 2026-11-20
            day    | 11/20/2026    | 2026-11-20
            day    | 11202026      | 2026-11-20
            day    | Nov 20, 2026  | 2026-11-20
            day    | ``            | ?Enter a day: month, day and year, such as 3/27/2026
            day    | 11/31/2026    | !Enter a day that exists: month, day and year, such as 3/27/2026
            day    | 2/29/2026     | !Enter a day that exists: month, day and year, such as 3/27/2026
            day    | 10/31/2026    | !Choose November 1, 2026 or a later day
            day    | 12/1/2026     | !Choose November 30, 2026 or an earlier day
            phone  | (201) 555-0123 | +12015550123
            phone  | 201.555.0123  | +12015550123
            phone  | +49 30 123456 | +4930123456
            phone  | 555-0123      | !Enter a phone number with its area code
            phone  | 123           | !Enter a phone number with its area code
            phone  | call me       | !Enter a phone number with its area code
            phone  | ``            | ?Enter a phone number with its area code
            email  | rosa@example.com      | rosa@example.com
            email  | r.d+x@mail.example.co.uk | r.d+x@mail.example.co.uk
            email  | rosa@example          | !Enter a whole e-mail address
            email  | rosa at example.com   | !Enter a whole e-mail address
            email  | ro..sa@example.com    | !Enter a whole e-mail address
            email  | a@b@example.com       | !Enter a whole e-mail address
            email  | ``                    | ?Enter an e-mail address
            us     | 75024         | 75024
            us     | 750241234     | 75024-1234
            us     | 75024-1234    | 75024-1234
            us     | 7502          | !Enter a ZIP code of 5 digits
            us     | ABCDE         | !Enter a ZIP code of 5 digits
            us     | ``            | ?Enter a ZIP code of 5 digits
            gb     | sw1a  1aa     | SW1A 1AA
            gb     | 75024         | !Enter a postcode such as SW1A 1AA
            ca     | k1a0b1        | K1A0B1
            fr     | 75008         | 75008
            fr     | <script>      | !Enter the postal code as on a letter
            one    | paid          | paid
            one    | other         | !Choose one of these
            one    | ``            | ?Choose one of these
            words  | ` hello `     | hello
            words  | 12345678901   | !Use 10 characters or fewer. You have 11
            words  | ``            | ?Write an answer
            whole  | 12            | 12
            whole  | 13            | !Enter a number from 1 to 12
            whole  | 1.5           | !Enter a whole number, without decimals
            whole  | ``            | ?Enter a number
            yesno  | YES           | true
            yesno  | n             | false
            yesno  | maybe         | !Choose yes or no
            yesno  | ``            | ?Choose yes or no
            """)
    void what_people_type_is_read_or_they_are_told_what_to_type(String type, String typed, String result) {
        var read = Typed.read(expected(type), typed);
        switch (read) {
            case One.Value(var value) -> assertThat(value.toString()).isEqualTo(result);
            case One.Mistake(var words) -> assertThat("!" + words).startsWith(result);
            case One.Nothing(var words) -> assertThat("?" + words).startsWith(result);
        }
    }

    private static Expected expected(String type) {
        return switch (type) {
            case "amount" -> AMOUNT;
            case "day" -> DAY;
            case "phone" -> new Expected.Phone("US");
            case "email" -> new Expected.Email();
            case "us", "gb", "ca", "fr" -> new Expected.PostalCode(type.toUpperCase(java.util.Locale.ROOT));
            case "one" -> new Expected.OneOf(List.of(new Expected.Pick("paid", "I paid it")));
            case "words" -> new Expected.Words(10);
            case "whole" -> new Expected.Whole(1, 12);
            default -> new Expected.YesNo();
        };
    }

    /// Whatever amount there is, written as people write it, comes back to the cent.
    @Test
    void every_amount_as_it_is_written_comes_back() {
        var random = new Random(20261122);
        for (int i = 0; i < 2_000; i++) {
            var money = new Money(random.nextLong(1, 1_000_000_000_000L), "USD");
            var read = Typed.read(new Expected.Amount("USD", null, null), money.formatted());
            assertThat(read).isEqualTo(new One.Value(money.toFact()));
        }
    }

    /// Nothing that anybody types is an error of ours.
    @Test
    void no_text_at_all_makes_the_reading_fail() {
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            var typed = random.ints(random.nextInt(30), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            for (var type : List.of("amount", "day", "phone", "email", "us", "one", "words", "whole", "yesno")) {
                var read = Typed.read(expected(type), typed);
                if (read instanceof One.Value(var value) && type.equals("amount")) {
                    assertThat(Money.fromFact(value).decimal()).isBetween(BigDecimal.ONE, new BigDecimal("480"));
                }
            }
        }
    }

    @Test
    void a_document_is_what_its_first_bytes_prove() {
        assertThat(DocumentType.sniff("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII)))
                .contains(DocumentType.PDF);
        assertThat(DocumentType.sniff(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}))
                .contains(DocumentType.JPEG);
        assertThat(DocumentType.sniff(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}))
                .contains(DocumentType.PNG);
        assertThat(DocumentType.sniff("\0\0\0\u0018ftypheic".getBytes(StandardCharsets.US_ASCII)))
                .contains(DocumentType.HEIC);
        for (var other : List.of("", "%PD", "<html>", "MZ", "\0\0\0\u0018ftypqt  ")) {
            assertThat(DocumentType.sniff(other.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/pdf | application/pdf | 900    | kept
            ''              | application/pdf | 900    | kept
            application/pdf | image/jpeg      | 900    | The file must be one of PDF, PNG. What is in it is something else
            application/pdf |                 | 900    | The file must be one of PDF, PNG. What is in it is something else
            image/png       | application/pdf | 900    | The file is not what its name says. Save it again as one of PDF, PNG
            application/pdf | application/pdf | 100001 | The file must be smaller than 100 kB
            application/pdf | application/pdf | 0      | Choose a file (PDF, PNG)
            """)
    void a_document_is_checked_by_type_and_size(String declared, String sniffed, long bytes, String result) {
        var expected = new Expected.Upload(List.of(DocumentType.PDF, DocumentType.PNG), 100_000);
        var read = Answers.Uploads.read(expected, new Document("document/1", "ab", declared, sniffed, bytes));
        assertThat(
                        switch (read) {
                            case One.Value _ -> "kept";
                            case One.Mistake(var words) -> words;
                            case One.Nothing(var words) -> words;
                        })
                .isEqualTo(result);
    }
}
