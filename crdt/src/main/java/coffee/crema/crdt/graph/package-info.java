/// The change graph of a document, packed: who depends on whom, without the changes themselves.
@NullMarked
package coffee.crema.crdt.graph;

import org.jspecify.annotations.NullMarked;
