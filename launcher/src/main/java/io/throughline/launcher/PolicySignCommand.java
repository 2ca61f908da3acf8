package io.throughline.launcher;

import io.throughline.policy.pack.Pack;
import io.throughline.policy.pack.PackSignature;
import io.throughline.workflow.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Counsel stands for a pack in exactly this wording.
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sign a policy pack with counsel's key: its content hash, who, the date and the Ed25519 signature of",
            "these, in a file beside it. A pack that is changed afterwards is unsigned again. With --list say",
            "which packs are signed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./throughline policy sign regf --key jane-doe.key.pem", "  ./throughline policy sign --list"})
final class PolicySignCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PACK", description = "A pack, such as regf.")
    private @Nullable String id;

    @Option(names = "--key", paramLabel = "FILE", description = "The signer's key, made by ./throughline policy key.")
    private @Nullable Path key;

    @Option(names = "--list", description = "Only say what is signed; fails (5) when a pack is not.")
    private boolean list;

    @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
    private boolean dryRun;

    @Option(names = "--packs", paramLabel = "DIR", description = "Folder of the packs; default: packs/.")
    private @Nullable Path packs;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        var folder = PackFolder.of(packs);
        var policy = folder.read();
        if (list) {
            return list(folder.unsigned(policy));
        }
        var wanted = id;
        if (wanted == null || key == null) {
            throw new CommandFailure(ExitCode.USAGE, "Give a pack and --key FILE, or --list.");
        }
        var pair = CounselKeys.read(key);
        var pack = policy.packs().stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no pack " + wanted
                                + Nearest.hint(
                                        wanted,
                                        policy.packs().stream().map(Pack::id).toList())));
        var today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        var signature = PackSignature.of(pack, pair, today);
        if (!dryRun) {
            Files.writeString(folder.signatureOf(pack), signature.text());
        }
        output.terminal()
                .data((dryRun ? "Would write " : "Wrote ") + folder.signatureOf(pack) + ":\n"
                        + signature.text().strip());
        return ExitCode.OK;
    }

    private int list(List<String> unsigned) {
        if (output.json) {
            var answer = Json.object().put("signed", unsigned.isEmpty());
            var problems = answer.putArray("problems");
            unsigned.forEach(problems::add);
            output.terminal().data(Json.print(answer));
        } else {
            unsigned.forEach(output.terminal()::data);
            output.terminal()
                    .data(
                            unsigned.isEmpty()
                                    ? "All packs are signed as they are."
                                    : unsigned.size() + " packs are not signed.");
        }
        return unsigned.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
    }
}
