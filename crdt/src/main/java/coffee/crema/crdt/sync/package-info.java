/// The door for automerge-repo clients: sockets that speak its network protocol, version 1.
@NullMarked
package coffee.crema.crdt.sync;

import org.jspecify.annotations.NullMarked;
