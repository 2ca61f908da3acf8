/// Tests.
@org.jspecify.annotations.NullMarked
package io.throughline.torture;
