/// The schema check by networknt's validator.
@NullMarked
package coffee.crema.tastings.form.adapter.networknt;

import org.jspecify.annotations.NullMarked;
