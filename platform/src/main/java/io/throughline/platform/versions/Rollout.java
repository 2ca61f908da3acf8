package io.throughline.platform.versions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// Which versions of a workflow new cases get.
///
/// @param share percent of the customers who get `version`; the rest get `before`
/// @param before null: there was none
record Rollout(
        String workflow,
        String version,
        int share,
        @Nullable String before) {

    /// The version for a customer: always the same one at the same share, and raising the share takes it from nobody.
    /// Another version draws anew, so that it is not always the same customers who go first.
    String versionFor(String key) {
        return share >= 100 || before == null || place(key) < share ? version : before;
    }

    /// The version that is out entirely: the one before, while another is tried.
    String settled() {
        return share >= 100 || before == null ? version : before;
    }

    /// From 0 to 99, spread evenly over keys.
    private int place(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((workflow + "\n" + version + "\n" + key).getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest.digest()).getLong(), 100);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
