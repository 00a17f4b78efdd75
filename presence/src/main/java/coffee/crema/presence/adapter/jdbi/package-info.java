/// When people were last seen, in SQL.
@NullMarked
package coffee.crema.presence.adapter.jdbi;

import org.jspecify.annotations.NullMarked;
