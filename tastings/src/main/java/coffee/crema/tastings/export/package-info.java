/// A finished session on paper and in files.
@NullMarked
package coffee.crema.tastings.export;

import org.jspecify.annotations.NullMarked;
