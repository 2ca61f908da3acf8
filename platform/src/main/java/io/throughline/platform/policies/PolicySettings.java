package io.throughline.platform.policies;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the policy packs are and who may stand for them.
///
/// @param packs folder of the packs
/// @param allowUnsigned whether packs are taken that nobody of `signers` has signed as they are
/// @param signers people whose signature counts, as they write their name in it
/// @param jurisdictions of messages that belong to no workflow
@ConfigurationProperties("throughline.policy")
record PolicySettings(
        @DefaultValue("packs") Path packs,
        @DefaultValue("false") boolean allowUnsigned,
        @DefaultValue("") List<String> signers,
        @DefaultValue("US") List<String> jurisdictions) {}
