/// The HTTP door: the API under `/api/v1`, its one shape of errors, and the page.
@NullMarked
package coffee.crema.server.http;

import org.jspecify.annotations.NullMarked;
