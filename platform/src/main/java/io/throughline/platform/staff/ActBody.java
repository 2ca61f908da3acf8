package io.throughline.platform.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/// The shape of an act, for those who read the API's description; [Verb] checks it.
@Schema(name = "Act", description = "Each act takes the fields that belong to it, and no others")
record ActBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {
                    "answer",
                    "choose",
                    "continue",
                    "acknowledge",
                    "refuse-words",
                    "decline-terms",
                    "propose",
                    "check",
                    "request",
                    "claim",
                    "return",
                    "approve",
                    "refuse",
                    "hand-over",
                    "override",
                    "correct",
                    "reopen",
                    "resume",
                    "reassign"
                })
        String act,

        @Schema(
                description =
                        "The step that is answered or decided, or where the case is to go; not for correct, reassign and"
                                + " hand-over")
        String step,

        @Schema(description = "answer: what is typed into each field; request: the operation's parameters")
        Map<String, Object> values,

        @Schema(description = "choose") String choice,
        @Schema(description = "propose: such as 2026-12-01") String date,
        @Schema(description = "propose: of a plan") int instalments,
        @Schema(description = "check: evidence by line") Map<String, String> evidence,
        @Schema(description = "request") String operation,

        @Schema(description = "return: one of the step's outcomes")
        String result,

        @Schema(description = "return") String note,

        @Schema(description = "correct: such as details.amount")
        String fact,

        @Schema(description = "correct: text, a whole number, true or false, or an amount such as 480.00 USD")
        Object value,

        @Schema(description = "reassign") String queue,
        @Schema(description = "reassign: a person's id") String person,

        @Schema(description = "acknowledge: the words that were read out")
        String text,

        @Schema(description = "acknowledge") String version,
        @Schema(description = "acknowledge: such as en") String language,

        @Schema(description = "Why; needed by refuse and whatever leaves the path")
        String reason) {}
