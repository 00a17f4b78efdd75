/// CSV by FastCSV.
@NullMarked
package coffee.crema.tastings.csv.adapter.fastcsv;

import org.jspecify.annotations.NullMarked;
