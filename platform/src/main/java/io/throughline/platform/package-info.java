/// The running product. Each package below is a room named by the business; start at [ThroughlinePlatform].
@NullMarked
package io.throughline.platform;

import org.jspecify.annotations.NullMarked;
