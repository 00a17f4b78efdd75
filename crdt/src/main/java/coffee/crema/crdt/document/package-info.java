/// Live documents: who edits them, how changes travel, where they are kept.
@NullMarked
package coffee.crema.crdt.document;

import org.jspecify.annotations.NullMarked;
