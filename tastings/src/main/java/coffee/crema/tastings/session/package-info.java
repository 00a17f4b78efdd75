/// Live cupping sessions: steps on the server's clock, blind codes, and who may see what when.
@NullMarked
package coffee.crema.tastings.session;

import org.jspecify.annotations.NullMarked;
