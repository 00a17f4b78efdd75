/// What a panel's scores say: centre, spread, outliers, agreement, bias.
@NullMarked
package coffee.crema.tastings.statistics;

import org.jspecify.annotations.NullMarked;
