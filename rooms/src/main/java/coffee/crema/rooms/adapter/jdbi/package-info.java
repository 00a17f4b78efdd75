/// Rooms in SQL, by one set of statements for SQLite and PostgreSQL.
@NullMarked
package coffee.crema.rooms.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
