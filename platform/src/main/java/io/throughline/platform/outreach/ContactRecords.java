package io.throughline.platform.outreach;

import java.time.Instant;

/// What rules about contact are asked with.
public interface ContactRecords {
    /// The record of a person: contacts since an instant, and everything else as it stands now.
    ContactRecord of(String person, Instant since);
}
