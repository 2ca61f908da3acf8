package io.throughline.diagram;

import io.throughline.diagram.Chart.Mark;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.List;

/// What a step does, who acts in it and on which channel, in a few words.
final class Detail {
    private Detail() {}

    static String of(Step step) {
        var kind = Words.heading(step.kindName());
        return switch (step) {
            case Step.Verify verify -> kind + ", " + Words.plain(verify.level());
            case Step.Disclose disclose -> kind + " " + disclose.text();
            case Step.Pay pay -> kind + " " + pay.amount();
            case Step.Arrange arrange -> kind + " a " + arrange(arrange);
            case Step.Write write -> kind + " " + write.target();
            case Step.Send send -> kind + " " + send.message();
            case Step.Wait wait -> kind + " " + Words.time(wait.time());
            default -> {
                var title = step.common().title();
                yield title == null ? kind : kind + ": " + title;
            }
        };
    }

    private static String arrange(Step.Arrange arrange) {
        var kind = Words.plain(arrange.kind().name().toLowerCase(java.util.Locale.ROOT));
        var payments = arrange.instalments().isEmpty() ? "" : " of " + Words.or(arrange.instalments()) + " payments";
        return kind + payments + ", within " + arrange.within() + Words.NO_BREAK + "d";
    }

    static List<Mark> marks(Step step, Definition definition) {
        return switch (step.kindName()) {
            case "write" -> List.of(system(), new Mark(Icon.RECORD, target(step)));
            case "send" -> List.of(system(), message(step, definition));
            case "decide", "wait", "run" -> List.of(system());
            case "approve" -> List.of(new Mark(Icon.SUPERVISOR, "Supervisor"));
            case "check", "assign", "request" -> List.of(new Mark(Icon.AGENT, "Agent"));
            default -> List.of(new Mark(Icon.CUSTOMER, "Customer"), new Mark(Icon.CHANNELS, "Any channel"));
        };
    }

    private static Mark system() {
        return new Mark(Icon.SYSTEM, "System");
    }

    private static String target(Step step) {
        return step instanceof Step.Write write ? Words.heading(write.system()) : "System of record";
    }

    private static Mark message(Step step, Definition definition) {
        var message = step instanceof Step.Send send ? definition.messages().get(send.message()) : null;
        return message == null
                ? new Mark(Icon.CHANNELS, "Any channel")
                : new Mark(Icon.of(message.channel()), Words.channel(message.channel()));
    }
}
