package io.throughline.platform.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.platform.TestDatabase;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.pack.PackDirectory;
import io.throughline.policy.pack.PackSignature;
import io.throughline.policy.pack.SigningPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which packs come into force, and which do not.
class PackShelfTest {
    private static final SigningPair COUNSEL = SigningPair.make("Jane Doe, counsel");
    private final PolicyStore store = new PolicyStore(JdbcClient.create(TestDatabase.fresh()), "main");
    private final InstantSource time = InstantSource.fixed(Instant.parse("2026-11-22T15:00:00Z"));

    @TempDir
    Path folder;

    @TempDir
    Path keys;

    @BeforeEach
    void copy() throws IOException {
        Files.writeString(keys.resolve("jane.pub.pem"), COUNSEL.open().text());
        try (var files = Files.list(Path.of("..", "packs"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private PackShelf shelf(boolean allowUnsigned) {
        return new PackShelf(new PolicySettings(folder, allowUnsigned, keys, List.of("US")), store, time);
    }

    private void sign(SigningPair pair) throws IOException {
        var packs = new PackDirectory(folder);
        for (var pack : packs.read().packs()) {
            var signature = PackSignature.of(pack, pair, LocalDate.of(2026, 11, 20));
            Files.writeString(packs.signatureOf(pack), signature.text());
        }
    }

    private static String version(PackShelf shelf) {
        return shelf.law().map(ContactLaw::version).orElse("");
    }

    @Test
    void without_signatures_the_platform_does_not_start_and_says_which_what_to_do_and_who_may() {
        assertThatThrownBy(() -> shelf(false))
                .hasMessageContaining("10-regf.yaml is not signed")
                .hasMessageContaining("./throughline policy sign regf")
                .hasMessageContaining("Jane Doe, counsel " + COUNSEL.open().id())
                .hasMessageContaining("--allow-unsigned-packs");
        assertThat(store.changes())
                .first()
                .satisfies(change -> assertThat(change.outcome()).isEqualTo("REFUSED"));
        assertThat(version(shelf(true))).isNotEmpty();
    }

    @Test
    void the_signature_of_somebody_who_may_not_counts_for_nothing() throws IOException {
        sign(SigningPair.make("Jane Doe, counsel"));
        assertThatThrownBy(() -> shelf(false))
                .hasMessageContaining("10-regf.yaml is signed by \"Jane Doe, counsel\" with the key")
                .hasMessageContaining("not trusted");
        sign(COUNSEL);
        assertThat(version(shelf(false))).isNotEmpty();
    }

    @Test
    void a_signature_that_was_written_by_hand_does_not_hold() throws IOException {
        sign(COUNSEL);
        var packs = new PackDirectory(folder);
        var regf = packs.read().packs().stream()
                .filter(pack -> pack.id().equals("regf"))
                .findFirst()
                .orElseThrow();
        var file = packs.signatureOf(regf);
        Files.writeString(file, Files.readString(file).replace("2026-11-20", "2026-11-21"));
        assertThatThrownBy(() -> shelf(false))
                .hasMessageContaining("10-regf.yaml has a signature that its key did not");
    }

    @Test
    void a_file_among_the_keys_that_is_none_is_named() throws IOException {
        Files.writeString(keys.resolve("note.pub.pem"), "to do");
        assertThatThrownBy(() -> shelf(false)).hasMessageContaining("note.pub.pem is not a key of counsel");
    }

    @Test
    void a_pack_that_was_changed_after_it_was_signed_is_not_taken_and_the_old_ones_stay() throws IOException {
        sign(COUNSEL);
        var shelf = shelf(false);
        var before = version(shelf);
        var states = folder.resolve("40-states.yaml");
        Files.writeString(states, Files.readString(states) + "\n# another word\n");
        assertThat(shelf.take("ana"))
                .singleElement()
                .asString()
                .contains("40-states.yaml has been changed since it was signed");
        assertThat(version(shelf)).isEqualTo(before);
        sign(COUNSEL);
        assertThat(shelf.take("ana")).isEmpty();
        assertThat(version(shelf)).isNotEqualTo(before);
        assertThat(store.changes())
                .extracting(change -> change.by() + " " + change.outcome())
                .containsExactly("ana TAKEN", "ana REFUSED", "throughline TAKEN");
    }

    @Test
    void a_file_that_cannot_be_read_or_is_gone_leaves_the_old_ones_in_force() throws IOException {
        var shelf = shelf(true);
        var before = version(shelf);
        Files.writeString(folder.resolve("30-tcpa.yaml"), "pack: tcpa\nrules: [");
        assertThat(shelf.take("ana"))
                .singleElement()
                .asString()
                .contains("cannot be read")
                .contains("30-tcpa.yaml");
        Files.delete(folder.resolve("30-tcpa.yaml"));
        Files.copy(Path.of("..", "packs", "30-tcpa.yaml"), folder.resolve("30-tcpa.yaml"));
        Files.delete(folder.resolve("70-credit.yaml"));
        assertThat(shelf.take("ana")).singleElement().asString().contains("the pack fcra is not in");
        assertThat(version(shelf)).isEqualTo(before);
    }
}
