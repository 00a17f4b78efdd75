/// Documents that many hands edit at once (CRDTs): their ids, and the ports between the engine, its store and Automerge's own code.
@NullMarked
package coffee.crema.crdt;

import org.jspecify.annotations.NullMarked;
