package io.throughline.platform.cases;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Transition;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.Map;

/// What decides: the engine. A seam, so that the store can be tested with moves made for the test.
interface Rules {
    Rules ENGINE = new Rules() {
        @Override
        public Transition open(
                Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now) {
            return Engine.open(definition, tenant, id, trigger, by, now);
        }

        @Override
        public Advance advance(Definition definition, CaseState state, Input input, By by, Instant now) {
            return Engine.advance(definition, state, input, by, now);
        }

        @Override
        public Advance migrate(
                Definition older, Definition newer, CaseState state, Input.Migrate input, By by, Instant now) {
            return Engine.migrate(older, newer, state, input, by, now);
        }
    };

    Transition open(Definition definition, String tenant, String id, Map<String, Object> trigger, By by, Instant now);

    Advance advance(Definition definition, CaseState state, Input input, By by, Instant now);

    default Advance migrate(
            Definition older, Definition newer, CaseState state, Input.Migrate input, By by, Instant now) {
        throw new UnsupportedOperationException("these rules know one version");
    }
}
