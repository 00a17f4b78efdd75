/// What an operator may set: typed, with ranges, and refused in one sentence when wrong.
@NullMarked
package coffee.crema.server.config;

import org.jspecify.annotations.NullMarked;
