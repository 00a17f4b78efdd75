package coffee.crema.realtime.adapter.netty;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which pages may open a socket. A browser says where a page came from in `Origin`; other clients send none and are let through, because
/// they are not driven by a foreign page with a visitor's credentials.
public final class OriginPolicy {
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://(\\*\\.)?([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private final Set<String> exact = new HashSet<>();
    private final List<Subdomains> patterns = new ArrayList<>();

    /// @param before for example `https://`
    /// @param after for example `.example.com:8443`
    private record Subdomains(String before, String after) {
        boolean match(String origin) {
            return origin.length() > before.length() + after.length()
                    && origin.startsWith(before)
                    && origin.endsWith(after);
        }
    }

    /// @param origins `scheme://host[:port]`; a host may start with `*.`, which stands for every subdomain but not for the domain itself
    /// @throws IllegalArgumentException when one has another shape
    public OriginPolicy(List<String> origins) {
        for (String origin : origins) {
            String lower = origin.toLowerCase(Locale.ROOT);
            if (!ORIGIN.matcher(lower).matches()) {
                throw new IllegalArgumentException(
                        "an allowed origin is scheme://host[:port], the host may start with *. ; not "
                                + origin);
            }
            int star = lower.indexOf('*');
            if (star < 0) {
                exact.add(lower);
            } else {
                patterns.add(new Subdomains(lower.substring(0, star), lower.substring(star + 1)));
            }
        }
    }

    /// @param origin the request's `Origin`, null when it has none
    /// @param host the request's `Host`: a page of this very server is always allowed
    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(lower).matches() || lower.indexOf('*') >= 0) {
            return false;
        }
        return exact.contains(lower)
                || isSameHost(lower, host)
                || patterns.stream().anyMatch(pattern -> pattern.match(lower));
    }

    /// The scheme is not compared: behind a proxy that ends TLS this server does not know it. A default port may be left out on either side.
    private static boolean isSameHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
        String authority = origin.substring(origin.indexOf("://") + 3);
        return withoutSuffix(authority, defaultPort)
                .equals(withoutSuffix(host.toLowerCase(Locale.ROOT), defaultPort));
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
