package io.throughline.platform.outreach;

import io.throughline.understanding.Label;
import java.util.Optional;
import java.util.Set;

/// What one message of a person was understood to say.
///
/// @param meaning what a reply to it must do: confirm a stop, take up again, help
/// @param labels what is recorded and heeded at once
/// @param guess what the whole is taken for; beyond the labels a person has to say
/// @param confidence of the label one is least sure of, 0.5 to 1; a keyword has 1
/// @param doubtful whether a person is to decide
/// @param words the writer's own
/// @param language they are written in, if the words show it
record Reading(
        ReplyMeaning meaning,
        Set<Label> labels,
        Set<Label> guess,
        double confidence,
        boolean doubtful,
        String words,
        Optional<String> language) {
    Reading {
        labels = Set.copyOf(labels);
        guess = Set.copyOf(guess);
    }

    /// The same words as a person of the house read them.
    Reading decided(Set<Label> by, ReplyMeaning then) {
        return new Reading(then, by, by, 1, false, words, language);
    }
}
