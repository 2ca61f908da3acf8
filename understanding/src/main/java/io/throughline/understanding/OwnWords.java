package io.throughline.understanding;

import io.throughline.understanding.Message.Channel;
import java.util.ArrayList;
import java.util.regex.Pattern;

/// The words that are the writer's own: not an agent's turns, not quoted mail, not footers. A question of the agent
/// counts when the customer says yes to it, or no to an offer to go on.
final class OwnWords {
    private static final Pattern TURN = Pattern.compile("^\\s*([A-Z][\\p{L} .'-]{1,24}):\\s*(.*)$");
    private static final Pattern AGENT =
            Pattern.compile("(?i)(agent|agente|rep|representative|operator|advisor|bot|system|assistant|collector"
                    + "|asesor|asesora|representante|virtual assistant|support)( \\p{L}+)?");
    private static final Pattern CUSTOMER = Pattern.compile(
            "(?i)(customer|cliente|caller|voicemail|client|consumer|person|mensaje de voz|buz[oó]n de voz|user|member)"
                    + "( \\p{L}+)?");
    private static final Pattern QUOTE_BEGINS =
            Pattern.compile("(?i)^\\s*(on .{4,200}wrote:|el .{4,200}escribi[oó]:|-+ ?(original|forwarded) message ?-*"
                    + "|-+ ?mensaje (original|reenviado) ?-*|begin forwarded message:?|from: .*|de: .*@.*|sent: .*"
                    + "|_{5,}|-- ?|—)\\s*$");
    private static final Pattern FOOTER = Pattern.compile("(?i)^\\s*(sent from my|enviado desde mi|get outlook for"
            + "|confidentiality( notice)?\\b|confidential:|disclaimer|this (e-?mail|message)( and any| is (intended|confidential"
            + "|privileged))|este (correo|mensaje) (es|y sus)|(to|if you.{0,30}) (stop|no longer|unsubscribe|opt[ -]?out"
            + "|rather not).{0,60}(reply|click|text|visit|here|unsubscribe|remove)|(reply|text|click|responda|envie)"
            + " (\"?stop|\"?unsubscribe|\"?remove|\"?alto|here)|(please )?consider the environment"
            + "|this is an attempt to collect|aviso de confidencialidad|you (are|were) receiv(ing|ed) this"
            + "|msg ?& ?data rates|message and data rates|unsubscribe \\|).*");

    private OwnWords() {}

    /// The writer's own text, line by line; never longer than what was written.
    static String of(Message message) {
        var text = message.text().replace("\r\n", "\n").replace('\r', '\n');
        return message.channel() == Channel.EMAIL ? mail(text) : turns(text);
    }

    private static String mail(String text) {
        var own = new ArrayList<String>();
        for (var line : turns(text).split("\n", -1)) {
            if (QUOTE_BEGINS.matcher(line).matches()) {
                break;
            }
            if (FOOTER.matcher(line).matches() && own.stream().anyMatch(it -> !it.isBlank())) {
                break;
            }
            if (!line.stripLeading().startsWith(">")) {
                own.add(line);
            }
        }
        return String.join("\n", own).strip();
    }

    private static String turns(String text) {
        var own = new ArrayList<String>();
        var asked = "";
        var mine = true;
        var fresh = false;
        for (var line : text.split("\n", -1)) {
            var turn = TURN.matcher(line);
            var said = line;
            if (turn.matches() && AGENT.matcher(turn.group(1)).matches()) {
                mine = false;
                asked = "";
                said = turn.group(2);
            } else if (turn.matches() && CUSTOMER.matcher(turn.group(1)).matches()) {
                fresh = !mine;
                mine = true;
                said = turn.group(2);
            }
            if (mine) {
                var answer = fresh ? Offers.said(asked, said.strip()) : "";
                if (!answer.isBlank()) {
                    own.add(answer);
                }
                fresh = false;
                own.add(said);
            } else {
                asked = Offers.offer(asked + " " + said);
            }
        }
        return String.join("\n", own).strip();
    }
}
