package io.throughline.scenario;

/// A line of a scenario.
///
/// @param text as written, without its value
/// @param means what is to happen, how the outside answers, or what must hold
record Line<T>(int line, String text, T means) {}
