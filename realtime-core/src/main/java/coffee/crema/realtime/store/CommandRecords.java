package coffee.crema.realtime.store;

import coffee.crema.realtime.UserId;
import java.util.Optional;

/// What has been carried out, and how it was answered, so that a command that is sent again is answered and not repeated. Kept for 48 hours.
///
/// **Threading.** Called inside of a transaction only, on its thread.
public interface CommandRecords {

    /// Whose request it was. Unique over all nodes and doors.
    ///
    /// @param scope the session's id on sockets, `http` over HTTP; at most 64 characters
    /// @param key the command's number in decimal, or the `Idempotency-Key`; 1 to 128 characters
    record RecordKey(UserId user, String scope, String key) {}

    /// @param digest of the request's content: base64url of SHA-256, 43 characters
    /// @param answerJson the answer's data, UTF-8 JSON. Not copied: nobody may change it.
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record Stored(String digest, byte[] answerJson) {}

    /// The record that this transaction sees.
    Optional<Stored> find(Tx tx, RecordKey key);

    /// Keeps an answer.
    ///
    /// @return false, and nothing is written, when the key has a record already, also one that another transaction committed after this one began. Must leave the
    ///   transaction usable (`on conflict do nothing`). The caller then undoes its unit by throwing.
    boolean put(Tx tx, RecordKey key, Stored stored);
}
