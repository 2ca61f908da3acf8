package io.throughline.workflow;

import java.util.Map;
import java.util.SequencedMap;

/// What the connected systems of record offer: reads with typed fields, operations with typed parameters.
record Catalogue(Map<String, SystemEntry> systems) {
    record SystemEntry(
            String name,
            Map<String, SequencedMap<String, FactType>> reads,
            Map<String, SequencedMap<String, FactType>> operations) {}
}
