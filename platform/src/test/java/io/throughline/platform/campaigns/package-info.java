@NullMarked
package io.throughline.platform.campaigns;

import org.jspecify.annotations.NullMarked;
