package io.throughline.platform.selfservice;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.engine.Viewer;
import io.throughline.workflow.Definition;
import java.time.Instant;

/// The engine as a page asks it: what now, and what would come next. Nothing asked here moves a case.
interface Guide {
    /// @param language in which the customer reads
    Prompt prompt(Definition definition, CaseState state, boolean verifiedHere, String language, Instant now);

    Advance suppose(Definition definition, CaseState state, Input input, By by, Instant now);

    /// The engine itself.
    final class OfEngine implements Guide {
        @Override
        public Prompt prompt(
                Definition definition, CaseState state, boolean verifiedHere, String language, Instant now) {
            var viewer = new Viewer(By.customer(By.Channel.WEB), verifiedHere, language);
            return Engine.prompt(definition, state, viewer, now);
        }

        @Override
        public Advance suppose(Definition definition, CaseState state, Input input, By by, Instant now) {
            return Engine.advance(definition, state, input, by, now);
        }
    }
}
