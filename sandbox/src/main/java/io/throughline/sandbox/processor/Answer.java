package io.throughline.sandbox.processor;

import tools.jackson.databind.node.ObjectNode;

/// An answer of the API that was carried out and is kept under its idempotency key.
record Answer(int status, ObjectNode body) {}
