/// Cuppers' sheets and the table's common documents: what is in them, what of them counts, who may touch them when.
@NullMarked
package coffee.crema.tastings.sheet;

import org.jspecify.annotations.NullMarked;
