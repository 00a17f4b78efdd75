/// Forms as data: sections, fields, scales and the rule of the score.
@NullMarked
package coffee.crema.tastings.form;

import org.jspecify.annotations.NullMarked;
