/// Documents of sessions as rows: for nodes that have no engine for shared documents.
@NullMarked
package coffee.crema.tastings.sheet.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
