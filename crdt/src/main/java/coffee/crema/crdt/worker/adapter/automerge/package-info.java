/// Worker processes over pipes, and what runs in them: `automerge-java`, whose native code aborts its process on some input. {@link WorkerMain} and what it needs
/// are all that touches `org.automerge`, and run in workers only; the server never loads the native library.
@NullMarked
package coffee.crema.crdt.worker.adapter.automerge;

import org.jspecify.annotations.NullMarked;
