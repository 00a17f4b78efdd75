/// The transcripts of `docs/golden`, replayed on a real node. The browser's client library is tested against the same files.
@NullMarked
package coffee.crema.server.golden;

import org.jspecify.annotations.NullMarked;
