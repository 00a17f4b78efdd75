/// Running a node: its start and end, health, logs.
@NullMarked
package coffee.crema.server.operation;

import org.jspecify.annotations.NullMarked;
