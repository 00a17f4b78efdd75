/// The SQL store: SQLite or PostgreSQL, through Jdbi, HikariCP and Flyway, with one set of queries.
@NullMarked
package coffee.crema.realtime.store.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
