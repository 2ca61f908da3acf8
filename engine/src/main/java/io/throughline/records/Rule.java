package io.throughline.records;

/// One clause of a policy pack, as it applies to an operation: a call that does not meet it is refused under its id.
///
/// @param id stable; evidence and figures use it
/// @param clause the words of the policy it stands for
/// @param reason what the person is told
/// @param holds must be true
public record Rule(String id, String clause, String reason, Expression holds) {}
