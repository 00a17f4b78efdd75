/// Tables of comma-separated values.
@NullMarked
package coffee.crema.tastings.csv;

import org.jspecify.annotations.NullMarked;
