/// Blind boxes in SQLite or PostgreSQL.
@NullMarked
package coffee.crema.blindbox.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
