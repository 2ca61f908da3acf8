/// Journeys over the customer's pages, on a real port and a real PostgreSQL, with the other rooms played by hand.
@NullMarked
package io.throughline.platform.selfservice;

import org.jspecify.annotations.NullMarked;
