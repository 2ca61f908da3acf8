package io.throughline.rehearsal.people;

/// How people are with one step. Chances are of each time they stand before it.
///
/// @param takes until they have answered
/// @param leaves chance that they close the page instead
/// @param calls chance that they pick up the telephone instead
/// @param asksPerson chance that they ask for a person on the page
/// @param good chance that it goes well: identity is proven, the words are accepted, terms are agreed, it
///     is approved
/// @param shares what they choose, what a colleague or a child gives back, how a payment ends
public record Manner(Time takes, double leaves, double calls, double asksPerson, double good, Shares shares) {}
