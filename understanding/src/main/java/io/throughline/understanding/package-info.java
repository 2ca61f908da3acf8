/// What a customer's message asks for, in ordinary words, English and Spanish: who wishes not to be reached, how, when
/// and why. Rules find the writer's own words, a lexicon says what words mean, and a linear model, trained by
/// [io.throughline.understanding.Training] on rows of our own, weighs them. Pure: no clock, no network, no randomness.
@NullMarked
package io.throughline.understanding;

import org.jspecify.annotations.NullMarked;
