package io.throughline.platform.documents;

import io.throughline.engine.Document;
import io.throughline.workflow.DocumentType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Documents in PostgreSQL, a row each, by case and hash.
@Component
class DocumentStore implements Documents {
    private static final String REFERENCE = "document/";
    private final JdbcTemplate jdbc;
    private final String tenant;
    private final InstantSource clock;

    DocumentStore(JdbcTemplate jdbc, @Value("${throughline.tenant:main}") String tenant, InstantSource clock) {
        this.jdbc = jdbc;
        this.tenant = tenant;
        this.clock = clock;
    }

    @Override
    public Document describe(byte[] content, String declared) {
        var hash = sha256(content);
        var sniffed = DocumentType.sniff(Arrays.copyOf(content, Math.min(content.length, DocumentType.HEAD)))
                .map(DocumentType::contentType)
                .orElse(null);
        return new Document(REFERENCE + hash, hash, declared, sniffed, content.length);
    }

    @Override
    public void keep(String caseId, Document document, byte[] content) {
        if (!sha256(content).equals(document.sha256())) {
            throw new IllegalArgumentException("these are not the bytes of " + document.reference());
        }
        jdbc.update(
                """
                insert into documents.document (tenant, case_id, sha256, content_type, content, received_at)
                values (?, ?, decode(?, 'hex'), ?, ?, ?)
                on conflict (tenant, case_id, sha256) do nothing
                """,
                tenant,
                UUID.fromString(caseId),
                document.sha256(),
                Objects.requireNonNullElse(document.sniffed(), document.declared()),
                content,
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    @Override
    public Optional<byte[]> find(String caseId, String reference) {
        if (!reference.matches(REFERENCE + "[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return jdbc
                .queryForList(
                        """
                        select content from documents.document
                         where tenant = ? and case_id = ? and sha256 = decode(?, 'hex')
                        """, byte[].class, tenant, UUID.fromString(caseId), reference.substring(REFERENCE.length()))
                .stream()
                .findFirst();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
