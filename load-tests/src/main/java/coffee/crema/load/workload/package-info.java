/// The workloads: what is done to a system, and what is read off.
@NullMarked
package coffee.crema.load.workload;

import org.jspecify.annotations.NullMarked;
