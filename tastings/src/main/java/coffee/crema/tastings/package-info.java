/// Cuppings: forms, scores, panel statistics, import and export.
@NullMarked
package coffee.crema.tastings;

import org.jspecify.annotations.NullMarked;
