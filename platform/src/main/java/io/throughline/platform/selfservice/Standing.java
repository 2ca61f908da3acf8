package io.throughline.platform.selfservice;

import io.throughline.engine.CaseState;
import io.throughline.engine.Prompt;
import io.throughline.platform.identity.Visitor;
import io.throughline.workflow.Definition;
import java.time.Instant;

/// Where a visitor's case stands, read once for one request.
///
/// @param language two letters, of the pages
record Standing(Visitor visitor, CaseState state, Definition definition, Prompt prompt, String language, Instant now) {

    /// Whether this session still has to show who is there. The engine withholds facts from it; so does the page.
    boolean asksForProof() {
        return switch (prompt) {
            case Prompt.Verify _ -> true;
            case Prompt.Disclose _, Prompt.Show _, Prompt.Ask _, Prompt.Choose _, Prompt.Pay _, Prompt.Arrange _ ->
                !visitor.verified();
            case Prompt.Waiting _, Prompt.WithPerson _, Prompt.Elsewhere _, Prompt.Finished _ -> false;
            // work at a desk is never a customer's prompt
            case Prompt.Check _, Prompt.Assigned _, Prompt.Approve _ -> false;
        };
    }

    /// Whether proof would be taken: where it is asked for, and where it would show more than is shown without.
    boolean takesProof() {
        return asksForProof()
                || (!visitor.verified() && (prompt instanceof Prompt.Finished || prompt instanceof Prompt.Waiting));
    }

    int triesLeft() {
        return prompt instanceof Prompt.Verify verify ? verify.attemptsLeft() : 0;
    }
}
