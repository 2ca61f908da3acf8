package io.throughline.platform.policies;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the policy packs are and who may stand for them.
///
/// @param packs folder of the packs
/// @param allowUnsigned whether packs are taken that nobody of `counsel` has signed as they are
/// @param counsel folder of the public keys (`*.pub.pem`) of people whose signature counts
/// @param jurisdictions of messages that belong to no workflow
@ConfigurationProperties("throughline.policy")
record PolicySettings(
        @DefaultValue("packs") Path packs,
        @DefaultValue("false") boolean allowUnsigned,
        @DefaultValue("counsel-keys") Path counsel,
        @DefaultValue("US") List<String> jurisdictions) {}
