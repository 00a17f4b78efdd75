/// Chat in SQL, by one set of statements for SQLite and PostgreSQL.
@NullMarked
package coffee.crema.rooms.chat.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
