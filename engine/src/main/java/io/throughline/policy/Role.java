package io.throughline.policy;

/// As whom we act when a workflow serves a purpose, by the words of the fact model.
///
/// @param actor `TPC` a collector for others, `1P` for our own accounts, `CE` a provider of care, `UKF` a UK firm
/// @param isCollecting whether its messages are about money that is owed
public record Role(String actor, boolean isCollecting) {}
