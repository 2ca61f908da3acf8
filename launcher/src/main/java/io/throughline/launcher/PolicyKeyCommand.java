package io.throughline.launcher;

import io.throughline.policy.pack.CounselKey;
import io.throughline.policy.pack.SigningPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A pair of keys for a person who may stand for packs.
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Make the pair of keys that counsel signs packs with: NAME.key.pem, which counsel keeps and nobody else",
            "may have, and NAME.pub.pem, which goes into counsel-keys/ of the data folder of a house that trusts it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline policy key --signer \"Jane Doe, counsel\" --out ~/keys"})
final class PolicyKeyCommand implements Callable<Integer> {
    @Option(names = "--signer", required = true, paramLabel = "WHO", description = "Whose key it is.")
    private String signer = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Where to; default: here.")
    private Path out = Path.of(".");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var who = signer.strip();
        if (who.isEmpty() || who.length() > 200 || who.lines().count() > 1) {
            throw new CommandFailure(ExitCode.USAGE, "Give --signer \"NAME\" in one line of at most 200 characters.");
        }
        var name =
                who.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        if (name.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "The signer's name needs letters; \"" + who + "\" has none.");
        }
        Files.createDirectories(out);
        var secret = out.resolve(name + CounselKeys.SECRET_SUFFIX);
        var open = out.resolve(name + CounselKey.SUFFIX);
        var pair = SigningPair.make(who);
        CounselKeys.writeSecret(secret, pair.text());
        Files.writeString(open, pair.open().text());
        if (output.json) {
            output.terminal()
                    .data(Json.print(Json.object()
                            .put("signer", who)
                            .put("key", pair.open().id())
                            .put("secret", secret.toString())
                            .put("public", open.toString())));
        } else {
            output.terminal()
                    .data("Key " + pair.open().id() + " of " + who + ":\n  " + secret + "  (keep it; sign with it)\n  "
                            + open + "  (copy it to " + CounselKeys.FOLDER + "/ of the data folder)");
        }
        return ExitCode.OK;
    }
}
