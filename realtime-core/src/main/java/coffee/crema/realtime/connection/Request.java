package coffee.crema.realtime.connection;

import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import java.util.concurrent.CompletionStage;

/// Somebody asks for something, over a socket or over HTTP. Services take this, so that both doors share one way to be exact.
public interface Request {

    Principal principal();

    /// Writes, and keeps the answer in the same transaction under this request's key: (user, session, command number) on a socket, (user, `Idempotency-Key`) over
    /// HTTP; a request without a key is just written. A duplicate, on any node, is answered from the record and `work` does not run.
    ///
    /// One step that succeeds; one that failed left nothing behind and may be tried again.
    ///
    /// @param lane what must keep its order, for example a room's id
    /// @param answer the answer's type: a record that can be read back from JSON
    /// @return the answer after the commit; fails with {@link coffee.crema.realtime.wire.RejectedException} as `work` throws it (nothing is written then, nor recorded), `id_reused` when the key was used
    ///   with another content
    <T> CompletionStage<T> durably(String lane, Class<T> answer, Database.Work<T> work);
}
