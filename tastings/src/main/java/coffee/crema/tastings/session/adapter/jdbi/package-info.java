/// Sessions in SQL, by one set of statements for SQLite and PostgreSQL.
@NullMarked
package coffee.crema.tastings.session.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
