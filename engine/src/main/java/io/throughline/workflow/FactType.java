package io.throughline.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Types of facts, as operations call them.
public enum FactType {
    TEXT,
    MONEY,
    DATE,
    WHOLE,
    YES_NO,
    /// A reference to a kept document, with its hash.
    DOCUMENT,
    /// Rows that go to a system as they are.
    LIST;

    /// `yes-no` for [#YES_NO].
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Optional<FactType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FactType::word).toList();
    }
}
