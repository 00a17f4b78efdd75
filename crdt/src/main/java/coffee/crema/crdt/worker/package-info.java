/// Workers: processes that run Automerge's own code, and who keeps them at work. What the server asks goes to them over a pipe; what kills, hangs or
/// fills one of them is found out in a process of its own and refused by name.
@NullMarked
package coffee.crema.crdt.worker;

import org.jspecify.annotations.NullMarked;
