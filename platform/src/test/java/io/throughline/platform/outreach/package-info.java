@NullMarked
package io.throughline.platform.outreach;

import org.jspecify.annotations.NullMarked;
