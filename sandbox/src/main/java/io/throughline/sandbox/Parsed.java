package io.throughline.sandbox;

/// What came of reading a command line.
sealed interface Parsed permits SandboxOptions, SandboxOptions.Wrong {}
