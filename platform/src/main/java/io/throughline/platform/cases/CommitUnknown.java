package io.throughline.platform.cases;

import org.springframework.dao.DataAccessResourceFailureException;

/// A COMMIT was not answered, and the database could not be asked in time whether it happened. Not
/// acknowledged, and not to be tried again as if it had failed: read the case.
final class CommitUnknown extends DataAccessResourceFailureException {
    private static final long serialVersionUID = 1;

    CommitUnknown(int changes, Throwable cause) {
        super(
                "whether " + changes
                        + " changes of cases are committed is not known; read the cases before trying again",
                cause);
    }
}
