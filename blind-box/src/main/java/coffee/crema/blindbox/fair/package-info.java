/// What makes a reveal checkable: canonical JSON, commitments, the verifier.
@NullMarked
package coffee.crema.blindbox.fair;

import org.jspecify.annotations.NullMarked;
