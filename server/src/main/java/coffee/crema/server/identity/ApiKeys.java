package coffee.crema.server.identity;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.server.config.Settings.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The keys of back ends. Only their hashes are known here.
final class ApiKeys {
    private final List<Known> known;

    /// @param hash SHA-256 of the key
    @SuppressWarnings("ArrayRecordComponent") // never compared as records
    private record Known(byte[] hash, Principal principal) {}

    ApiKeys(List<ApiKey> keys) {
        known =
                keys.stream()
                        .map(key -> new Known(HexFormat.of().parseHex(key.sha256()), service(key)))
                        .toList();
    }

    /// Compares with every key in constant time.
    Optional<Principal> find(String key) {
        byte[] hash = sha256(key);
        Optional<Principal> found = Optional.empty();
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.hash(), hash)) {
                found = Optional.of(candidate.principal());
            }
        }
        return found;
    }

    private static Principal service(ApiKey key) {
        return new Principal(
                new UserId(MemberClaims.SERVICE_PREFIX + key.name()),
                key.name(),
                Principal.Kind.SERVICE,
                key.scopes(),
                List.of(),
                Instant.MAX,
                Optional.empty());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
