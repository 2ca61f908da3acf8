package io.throughline.platform.selfservice;

import io.throughline.engine.Expected;
import io.throughline.engine.Prompt;
import io.throughline.platform.outreach.Replies;
import io.throughline.platform.outreach.Replies.NotDecided;
import io.throughline.platform.outreach.Replies.Said;
import io.throughline.understanding.Label;
import io.throughline.understanding.Message;
import io.throughline.understanding.Message.Channel;
import io.throughline.understanding.Understanding;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Hears what customers write into the free fields of their pages: "stop texting me" counts there as it does in a
/// reply.
///
/// A field answers its question, so what is no wish about contact – a dispute in the form for
/// disputes, say – is left to the workflow that asked. What may be such a wish is heeded, or held
/// for a person, as words that came in by chat.
@Component
class HearAnswers {
    private static final Set<Label> OF_THE_WORKFLOW =
            EnumSet.of(Label.DISPUTE, Label.THIRD_PARTY, Label.START, Label.HELP);
    private final Replies replies;
    private final InstantSource time;

    HearAnswers(Replies replies, InstantSource time) {
        this.replies = replies;
        this.time = time;
    }

    /// When it returns, nothing is claimed any more that the words forbid. The same words again change nothing.
    ///
    /// @param typed by the name of the question
    void hear(String customer, Prompt.Ask ask, Map<String, String> typed) {
        for (var question : ask.questions()) {
            var words = typed.getOrDefault(question.name(), "").strip();
            if (question.expected() instanceof Expected.Words && isAboutContact(words)) {
                take(new Said(Channel.CHAT, customer, words, time.instant(), "page " + ask.step(), "customer"));
            }
        }
    }

    /// Or may be: a doubt is for a person, and is not left to a workflow that did not ask.
    private static boolean isAboutContact(String words) {
        if (words.isEmpty()) {
            return false;
        }
        var meaning = Understanding.shipped().of(new Message(Channel.CHAT, words));
        return meaning.doubtful() || !OF_THE_WORKFLOW.containsAll(meaning.labels());
    }

    private void take(Said said) {
        try {
            replies.take(said);
        } catch (NotDecided e) {
            if (!e.code().equals("known")) { // the page was sent twice
                throw e;
            }
        }
    }
}
