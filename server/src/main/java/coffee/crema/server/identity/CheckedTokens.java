package coffee.crema.server.identity;

import coffee.crema.realtime.identity.Principal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Who spoke by tokens that were found good before, so that thousands who come back at once are not checked again from the beginning.
///
/// Found by the SHA-256 of the whole token, its signature included: what differs in one character is another token. Only for tokens whose key cannot be taken back while the
/// node runs; that they end is looked at each time.
///
/// **Threading.** Any thread; does not block.
final class CheckedTokens {

    /// Above it the one not presented for longest is forgotten.
    static final int KEPT_MAX = 20_000;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final InstantSource clock;
    private final Counter forgotten;

    /// Guarded by itself.
    private final LinkedHashMap<Digest, Principal> kept = new LinkedHashMap<>(16, 0.75f, true);

    /// All 256 bits.
    record Digest(long first, long second, long third, long fourth) {}

    CheckedTokens(InstantSource clock, MeterRegistry meters) {
        this.clock = clock;
        this.forgotten = meters.counter("crema.tokens.checked.forgotten");
        Gauge.builder("crema.tokens.checked", this, CheckedTokens::size).register(meters);
    }

    static Digest digest(String token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.UTF_8));
            return new Digest(
                    (long) LONGS.get(hash, 0),
                    (long) LONGS.get(hash, 8),
                    (long) LONGS.get(hash, 16),
                    (long) LONGS.get(hash, 24));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @return null when it must be checked: it is not known, or has ended
    @Nullable Principal find(Digest digest) {
        synchronized (kept) {
            Principal known = kept.get(digest);
            if (known != null && !clock.instant().isBefore(known.expiresAt())) {
                kept.remove(digest);
                return null;
            }
            return known;
        }
    }

    /// @return the same
    Principal keep(Digest digest, Principal principal) {
        synchronized (kept) {
            kept.put(digest, principal);
            if (kept.size() > KEPT_MAX) {
                kept.pollFirstEntry();
                forgotten.increment();
            }
        }
        return principal;
    }

    private int size() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
