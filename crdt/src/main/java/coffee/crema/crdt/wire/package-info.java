/// What automerge-repo clients and the server say to each other: network messages in CBOR, and the sync messages in them. Pure code.
@NullMarked
package coffee.crema.crdt.wire;

import org.jspecify.annotations.NullMarked;
