package io.throughline.platform.documents;

import io.throughline.engine.Document;
import java.util.Optional;

/// Keeps documents by their content: the same file handed in twice for a case is one.
public interface Documents {
    /// What the case will hold of a file. Nothing is kept yet.
    ///
    /// @param declared content type that the sender told, or empty
    Document describe(byte[] content, String declared);

    /// Keeps a file for a case. It may be given again.
    void keep(String caseId, Document document, byte[] content);

    /// The bytes of a document of a case, as they were handed in.
    Optional<byte[]> find(String caseId, String reference);
}
