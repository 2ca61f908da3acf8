/// Made-up customers: a portfolio that looks like a real one and belongs to nobody. Start at
/// [PortfolioWriter].
@NullMarked
package io.throughline.sandbox.portfolio;

import org.jspecify.annotations.NullMarked;
