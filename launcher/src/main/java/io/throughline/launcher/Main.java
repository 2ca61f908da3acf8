package io.throughline.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The command line. Each command is a class; what they share is in [CommonOptions].
@Command(
        name = "throughline",
        version = "Throughline 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "A case walks a workflow from trigger to proof.",
            "",
            "The first thing to try needs nothing else: @|bold ./throughline demo|@",
            "To look around and answer a message by hand: @|bold ./throughline up|@"
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  done                       5  a problem in the input",
            "   1  failed                     6  an invariant or the audit is broken",
            "   2  wrong usage                7  busy or locked",
            "   3  not running                70 internal error",
            "   4  not found                  130 interrupted",
            "",
            "Data goes to stdout, talk to stderr. Every command knows --help and --json.",
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            OpenCommand.class,
            CaseCommand.class,
            ActCommand.class,
            PeopleCommand.class,
            ConsentCommand.class,
            DncCommand.class,
            NoticeCommand.class,
            CampaignCommand.class,
            RepliesCommand.class,
            KnowledgeCommand.class,
            DiagramCommand.class,
            TestCommand.class,
            DiffCommand.class,
            UnderstandCommand.class,
            RehearseCommand.class,
            VersionsCommand.class,
            ReconcileCommand.class,
            AuditCommand.class,
            LintCommand.class,
            PolicyCommand.class,
            SchemaCommand.class,
            SimulateCommand.class,
            TortureCommand.class,
            BenchCommand.class,
            TryoutCommand.class,
            VerifyCommand.class,
            FormatCommand.class,
            HelpCommand.class
        })
public final class Main {

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        System.out.flush();
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof CommandFailure failure) {
                command.getErr().println(failure.text());
                return failure.exitCode();
            }
            command.getErr()
                    .println("Something went wrong inside Throughline ("
                            + exception.getClass().getSimpleName() + "). What happened is in " + report(exception));
            return ExitCode.INTERNAL;
        });
        return line;
    }

    private static String report(Exception exception) {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("throughline-error-", ".txt");
            Files.writeString(file, trace.toString());
            return file.toString();
        } catch (IOException ignored) {
            return trace.toString();
        }
    }
}
