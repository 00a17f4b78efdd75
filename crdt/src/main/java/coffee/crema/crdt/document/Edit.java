package coffee.crema.crdt.document;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.realtime.store.Tx;
import java.util.Optional;

/// A change that the server made for somebody without Automerge, on top of all that was stored; to be written by the transaction that decides about it. See {@link Documents#edit}.
public interface Edit {

    /// The change; empty when the document holds already what was to be set.
    Optional<ChangeHash> change();

    /// Writes the change, with all else that the transaction does. Blocks (JDBC).
    ///
    /// Let pass what it throws: something else was stored meanwhile, and the edit is made anew and given to a transaction of its own.
    void write(Tx tx);
}
