package io.throughline.scenario;

import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// How the outside answers the next effect that fits, where a scenario says so.
///
/// @param what is waited for, in words
/// @param answer the input that comes of an effect; the world tells the time
record Reply(String what, Predicate<Effect> fits, BiFunction<Effect, World, Input> answer) {}
