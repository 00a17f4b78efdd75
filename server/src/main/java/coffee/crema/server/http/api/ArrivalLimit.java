package coffee.crema.server.http.api;

import coffee.crema.realtime.limit.RateLimiter;
import coffee.crema.realtime.limit.RateLimiter.Budget;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// How many people may take invitations from one address, over all nodes. A café has one address for all of its phones, so it is no small number.
///
/// **Threading.** Any thread; does not block.
@Singleton
final class ArrivalLimit {
    private static final String KEY = "guests:";

    /// What one household or shop is given of IPv6, in bytes: within it addresses cost nothing.
    private static final int NETWORK_BYTES = 8;

    private final RateLimiter limiter;
    private final Budget budget;
    private final Optional<String> header;
    private final Counter refused;

    ArrivalLimit(RateLimiter limiter, Settings settings, MeterRegistry meters) {
        this.limiter = limiter;
        this.budget = new Budget(settings.limits().guestsPerMinute(), Duration.ofMinutes(1));
        this.header = settings.listen().clientAddressHeader();
        this.refused = meters.counter("crema.guests.refused", "limit", "address");
    }

    /// @return fails with `rate_limited`
    CompletionStage<Void> take(HttpRequest<?> http) {
        return limiter.take(KEY + network(address(http)), budget, 1)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        refused.increment();
                    }
                });
    }

    /// As the nearest proxy saw it, where one is named: that is the last in the list, and those before it are hearsay.
    private InetAddress address(HttpRequest<?> http) {
        return header.flatMap(name -> named(http.getHeaders().getAll(name)))
                .orElseGet(() -> http.getRemoteAddress().getAddress());
    }

    private static Optional<InetAddress> named(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.getLast();
        try {
            return Optional.of(
                    InetAddress.ofLiteral(line.substring(line.lastIndexOf(',') + 1).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
