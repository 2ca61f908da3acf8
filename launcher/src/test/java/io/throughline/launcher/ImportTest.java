package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String COLUMNS =
            "customer_id,account_id,first_name,last_name,date_of_birth,phone,email,postal_code,language,sms_consent,email_consent,"
                    + "creditor,original_creditor,currency,balance,due_date,broken_promises,product";
    private static final ColumnMapping MAPPING = ColumnMapping.parse("test.yaml", """
            keep: {status: [open, late]}
            columns:
              account_id: "acct-{id}"
              currency: "=EUR"
              balance: amount
              due_date: {from: months, values: {"1": "2026-10-15"}, otherwise: "2026-11-15"}
            """);

    @TempDir
    Path temp = Path.of("");

    @Test
    void a_foreign_file_becomes_ours_and_every_line_is_still_known() throws Exception {
        Path file = temp.resolve("theirs.csv");
        Files.writeString(file, """
                id,amount,months,status
                1,10.00,1,open
                2,20.00,0,closed
                "3","30.00","2",open
                4,"40.00
                ",1,late
                5,50.00,1,open
                """);
        PortfolioSource source = new PortfolioSource(file, Optional.of(MAPPING));
        assertThat(text(source.open())).isEqualTo("""
                        account_id,currency,balance,due_date
                        acct-1,EUR,10.00,2026-10-15
                        acct-3,EUR,30.00,2026-11-15
                        acct-4,EUR,40.00\s,2026-10-15
                        acct-5,EUR,50.00,2026-10-15
                        """);
        assertThat(List.of(source.lineInFile(2), source.lineInFile(3), source.lineInFile(4), source.lineInFile(5)))
                .containsExactly(2L, 4L, 5L, 7L);
        assertThat(source.share()).isEqualTo(1);
    }

    @Test
    void a_file_of_ours_goes_through_byte_by_byte_gzipped_or_not() throws Exception {
        String ours = "account_id,balance\r\n\"A \"\"1\"\"\",1.00\r\n";
        Path plain = temp.resolve("ours.csv");
        Files.writeString(plain, ours);
        Path packed = temp.resolve("ours.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(ours.getBytes(StandardCharsets.UTF_8));
        }
        for (Path file : List.of(plain, packed)) {
            PortfolioSource source = new PortfolioSource(file, Optional.empty());
            assertThat(text(source.open())).isEqualTo(ours);
            assertThat(text(source.open())).as("a second time").isEqualTo(ours);
            assertThat(source.lineInFile(2)).isEqualTo(2);
        }
    }

    @Test
    void a_mapping_that_names_a_missing_column_is_refused_before_any_row() throws Exception {
        Path file = temp.resolve("other.csv");
        Files.writeString(file, "id,sum\n1,2\n");
        assertThatThrownBy(() -> text(new PortfolioSource(file, Optional.of(MAPPING)).open()))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
                    assertThat(failure.text())
                            .contains("test.yaml")
                            .contains("`status`")
                            .contains("id, sum");
                });
    }

    @Test
    void a_mapping_that_makes_no_sense_is_refused_with_its_name() {
        for (String yaml : List.of(
                "[]",
                "columns: {}",
                "columns: {a: [1]}",
                "columns: {a: {from: x}}",
                "rows: 1\ncolumns: {a: b}",
                "columns: {a: 1, a: 2}",
                ": :")) {
            assertThatThrownBy(() -> ColumnMapping.parse("bad.yaml", yaml))
                    .as(yaml)
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                    .hasMessageContaining("mapping");
        }
    }

    @Test
    void rejects_name_the_line_and_column_of_the_persons_own_file_and_are_no_formulas() throws Exception {
        Path file = temp.resolve("theirs.csv");
        Files.writeString(file, "id,amount,months,status\n1,1,1,closed\n2,=1+1,1,open\n");
        PortfolioSource source = new PortfolioSource(file, Optional.of(MAPPING));
        text(source.open());
        RejectsFile rejects = new RejectsFile(RejectsFile.beside(file));
        int written = rejects.write(
                Json.parse("[{\"line\":2,\"column\":\"balance\",\"value\":\"=1+1\",\"reason\":\"not an amount\"}]"),
                source,
                MAPPING::sourceOf);
        assertThat(written).isEqualTo(1);
        assertThat(Files.readString(temp.resolve("theirs.csv.rejects.csv")).replace("\r\n", "\n"))
                .isEqualTo("line,column,value,reason\n3,balance (from amount),'=1+1,not an amount\n");

        rejects.write(Json.parse("[]"), source, UnaryOperator.identity());
        assertThat(rejects.path()).as("nothing to mend any more").doesNotExist();
    }

    @Test
    void the_public_card_data_become_a_portfolio() throws Exception {
        List<String> lines = mapped("uci-card-default.yaml", "credit/card_default_train.csv.gz");
        assertThat(lines.getFirst()).isEqualTo(COLUMNS);
        assertThat(lines.size()).isGreaterThan(4_000);
        assertThat(lines.get(1)).startsWith("uci-16,uci-card-16,").contains(",TWD,50614,2005-08-31,");
    }

    @Test
    void the_public_claim_balances_become_a_portfolio() throws Exception {
        List<String> lines = mapped("claim-balances.yaml", "billing/claim_balances_dev.csv.gz");
        assertThat(lines.getFirst()).isEqualTo(COLUMNS);
        assertThat(lines).hasSize(1_770);
        assertThat(lines.get(1))
                .contains("c64ca4a7-0ebc-d4a9-fe1e-8466659fa3d7")
                .contains(",USD,136.80,1994-07-25,");
    }

    private static List<String> mapped(String mapping, String data) throws Exception {
        Path home = Home.find().path();
        Path file = home.resolve("../shared/data").resolve(data);
        assumeThat(file)
                .as("the public data set " + data
                        + " is not in ../shared/data beside the repository; nothing to import")
                .exists();
        ColumnMapping columns =
                ColumnMapping.read(home.resolve("workflows/imports").resolve(mapping));
        return text(new PortfolioSource(file, Optional.of(columns)).open())
                .lines()
                .toList();
    }

    private static String text(InputStream stream) throws Exception {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
