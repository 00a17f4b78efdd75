/// Who is speaking: tokens of the platform, of guests and of development, and the API keys of back ends.
@NullMarked
package coffee.crema.server.identity;

import org.jspecify.annotations.NullMarked;
