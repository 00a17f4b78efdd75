/// Documents in SQL, by one set of statements for SQLite and PostgreSQL.
@NullMarked
package coffee.crema.crdt.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
