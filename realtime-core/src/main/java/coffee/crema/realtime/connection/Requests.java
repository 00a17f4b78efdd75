package coffee.crema.realtime.connection;

import coffee.crema.realtime.SessionId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.CommandRecords;
import coffee.crema.realtime.store.CommandRecords.RecordKey;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.realtime.wire.WireMapper;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes requests whose durable effects happen once, however often they are sent.
///
/// **Threading.** Any thread; does not block.
public final class Requests {
    private static final String HTTP_SCOPE = "http";
    private static final int HTTP_KEY_CHARS_MAX = 128;

    private final Database database;
    private final CommandRecords records;
    private final WireMapper mapper;

    public Requests(Database database, CommandRecords records, WireMapper mapper) {
        this.database = database;
        this.records = records;
        this.mapper = mapper;
    }

    /// A request over HTTP.
    ///
    /// @param key the `Idempotency-Key`; without one the request is just carried out
    /// @param contentDigest SHA-256 over what was asked: method, path and body
    /// @throws RejectedException `invalid_field`, when the key is not 1 to 128 visible ASCII characters
    public Request http(Principal principal, Optional<String> key, byte[] contentDigest) {
        key.ifPresent(Requests::checkKey);
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(contentDigest);
        return recorded(
                principal,
                key.map(k -> new RecordKey(principal.user(), HTTP_SCOPE, k)),
                () -> digest);
    }

    /// A numbered command of a session.
    Request command(
            Principal principal, SessionId session, long id, Supplier<String> contentDigest) {
        var key = new RecordKey(principal.user(), session.value(), Long.toString(id));
        return recorded(principal, Optional.of(key), contentDigest);
    }

    private Request recorded(
            Principal principal, Optional<RecordKey> key, Supplier<String> contentDigest) {
        return new RecordedRequest(
                principal,
                key,
                contentDigest,
                new RecordedRequest.Stores(database, records, mapper));
    }

    private static void checkKey(String key) {
        boolean acceptable =
                !key.isEmpty()
                        && key.length() <= HTTP_KEY_CHARS_MAX
                        && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!acceptable) {
            throw RejectedException.invalid(
                    "Idempotency-Key", "1 to 128 visible ASCII characters", HTTP_KEY_CHARS_MAX);
        }
    }
}
