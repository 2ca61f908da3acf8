package io.throughline.launcher;

import picocli.CommandLine.Command;

/// The law as data: see docs/policy.md.
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = {"Policy packs: check them against cases, ask why not and when, read a rule, sign."},
        subcommands = {
            PolicyCheckCommand.class,
            PolicyExplainCommand.class,
            PolicyRulesCommand.class,
            PolicySignCommand.class,
            PolicyKeyCommand.class
        })
final class PolicyCommand {}
