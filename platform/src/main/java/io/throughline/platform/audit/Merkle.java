package io.throughline.platform.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of a checkpoint (docs/evidence.md): leaves and nodes are hashed with different first bytes, an odd
/// node goes up as it is.
final class Merkle {
    private Merkle() {}

    static byte[] root(List<Leaf> leaves) {
        List<byte[]> level = leaves.stream().map(Merkle::leaf).toList();
        while (level.size() > 1) {
            var next = new ArrayList<byte[]>(level.size() / 2 + 1);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(hash((byte) 1, level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                next.add(level.getLast());
            }
            level = next;
        }
        return level.isEmpty() ? hash((byte) 0) : level.getFirst();
    }

    private static byte[] leaf(Leaf leaf) {
        var text = leaf.caseId() + ":" + leaf.number() + ":" + leaf.hash();
        return hash((byte) 0, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hash(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static byte[] hash(byte kind, byte[]... parts) {
        var digest = sha256();
        digest.update(kind);
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The head of a chain: its last event's number and hash (hex).
    record Leaf(String caseId, int number, String hash) {}
}
