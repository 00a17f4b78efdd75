/// What was measured, as table, JSON, plot and page.
@NullMarked
package coffee.crema.load.report;

import org.jspecify.annotations.NullMarked;
