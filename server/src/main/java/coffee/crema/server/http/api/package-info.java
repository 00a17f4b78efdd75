/// The HTTP API of back ends, `/api/v1`, and the descriptions of both doors.
@NullMarked
package coffee.crema.server.http.api;

import org.jspecify.annotations.NullMarked;
