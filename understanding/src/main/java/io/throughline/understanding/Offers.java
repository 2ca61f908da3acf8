package io.throughline.understanding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a customer says by a yes or a no: "Shall we stop calling you?" – "Yes." is "stop calling me."
final class Offers {
    private static final Pattern YES = Pattern.compile(
            "(?i)((uh|um|oh|well|please|por favor|ay|pues),? )*(yes|yeah|yep|yup|s[ií](?!\\p{L})|claro|correct|that'?s (right|correct)"
                    + "|exactly|right\\b|do that|please|uh-huh|mm-?hm|you (heard|got|bet|do that)|i do\\b|i (am|have|would)\\b"
                    + "|absolutely(?! not)|exacto|por favor|as[ií] es|sure\\b|finally|do it|that would|that'?s what i"
                    + "|i'?d (like|love|appreciate) that|ok(ay)?\\b|fine\\b|correcto|h[aá]galo|eso (quiero|mismo)).*");
    private static final Pattern NO = Pattern.compile(
            "(?i)((uh|um|oh|well|ay|pues),? )*(no|nope|nah|(i )?would not|(i )?wouldn'?t|(i'?d )?rather (not|you)"
                    + "|absolutely not|not (really|any ?more|at all)|never|get rid|de ninguna|mejor no|ya no|please (don'?t|stop)"
                    + "|don'?t|i'?d rather (not|you))\\b.*");

    /// An offer to go on with what is in the group.
    private static final Pattern GO_ON = Pattern.compile(
            "(?:keep|still (?:want|like|good)|continue(?: to)?|go on|seguir|seguimos|sigamos|seguiremos)\\b(?: to)?(.*)\\?");
    /// An offer to go on whose object comes first: "are texts still okay?", "emails, do you want those to continue?"
    private static final Pattern GOES_ON = Pattern.compile(
            "(?:are |is |and |the |your |our )*(.*?),? (?:still (?:good|okay|ok|fine|all right)|do you (?:still )?want (?:those|them|that)"
                    + " to continue)\\?");
    /// A request for leave to do what is in the group.
    private static final Pattern MAY_WE = Pattern.compile(
            "(?:may|can|could|should|shall) (?:we|i) ((?:call|text|e-?mail|reach|contact|write|phone|ring|try).*)\\?"
                    + "|(?:podemos|puedo|puede uno) ((?:llamar|marcar|escribir|mandar|contactar|enviar).*)\\?");
    private static final Pattern OK_TO = Pattern.compile("(?:ok|okay|all right|fine) (?:to|if (?:we|i)) (.*)()?\\?");
    private static final Pattern STILL = Pattern.compile("and (.*), still (?:good|okay|ok|fine)\\?");
    private static final Pattern AVOID =
            Pattern.compile(".*(avoid|bad time|shouldn'?t (we|i)|not to (call|reach|contact)).*\\?");

    /// What an offer begins with before the wish itself.
    private static final Pattern LEAD = Pattern.compile(
            "^(?:¿|so |and |then )*(?:would you like (?:us to |me to |to )?|do you want (?:us to |me to |to )?"
                    + "|did you want (?:us to |me to |to )?|should (?:i|we) |shall (?:i|we) |i can |we can |i could |we could "
                    + "|quiere que |desea que |quiere |desea )");

    private Offers() {}

    /// What is said by the answer beyond its own words, as a line; empty if nothing.
    ///
    /// @param asked the last sentence of the agent's turn, in lower case
    static String said(String asked, String answer) {
        boolean no = NO.matcher(answer).matches();
        boolean yes = !no && YES.matcher(answer).matches();
        if (AVOID.matcher(asked).matches()) {
            return "dont call";
        }
        for (var goOn : List.of(GOES_ON.matcher(asked), GO_ON.matcher(asked), STILL.matcher(asked))) {
            if (goOn.find()) {
                return no ? mine("stop " + goOn.group(1).strip()) : "";
            }
        }
        for (var leave : List.of(MAY_WE.matcher(asked), OK_TO.matcher(asked))) {
            if (leave.find()) {
                return no ? mine(refused(leave)) : "";
            }
        }
        if (!yes) {
            return "";
        }
        var wish = LEAD.matcher(asked);
        return wish.find() ? mine(asked.substring(wish.end())) : mine(affirmed(asked));
    }

    private static String refused(Matcher leave) {
        return leave.group(1) != null
                ? "dont " + leave.group(1).strip()
                : "no " + leave.group(2).strip();
    }

    private static String affirmed(String asked) {
        return asked.replaceFirst("^(so )?(have|are) you or your spouse ", "$2 you ")
                .replaceFirst("^(so )?have you ", "i have ")
                .replaceFirst("^(so )?are you ", "i am ")
                .replaceFirst("^(so )?do you ", "i ")
                .replaceFirst("^¿?ha ", "he ")
                .replaceFirst("^¿?tiene ", "tengo ");
    }

    private static String mine(String said) {
        var own = said.replaceAll("[,.;:?]* *(if you.*|is that (right|what you want|correct))?[?.]*$", "")
                .replaceAll("\\byou\\b", "me")
                .replaceAll("\\byour\\b", "my")
                .replaceAll("marle\\b", "marme")
                .replaceAll("rle\\b", "rme");
        return own + ".";
    }

    /// The last sentence of an agent's turn if it asks or offers; else empty.
    static String offer(String turn) {
        var sentences = List.of(turn.strip().toLowerCase(Locale.ROOT).split("(?<=[.!?])\\s+"));
        var last = sentences.getLast();
        return last.endsWith("?") || LEAD.matcher(last).find() ? last : "";
    }
}
