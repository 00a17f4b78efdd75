package coffee.crema.realtime.adapter.netty;

import java.util.List;
import java.util.Locale;

/// Reads offers of permessage-deflate (RFC 7692, section 7.1).
///
/// The answer is always {@link #ANSWER}: without context takeover no connection keeps compression state, which would be some 300 KiB each.
final class DeflateOffer {
    static final String ANSWER =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private DeflateOffer() {}

    /// @param lines the values of `Sec-WebSocket-Extensions`
    static boolean isAcceptable(List<String> lines) {
        for (String line : lines) {
            for (String offer : line.split(",", -1)) {
                if (isAcceptable(offer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAcceptable(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase("permessage-deflate")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String value = parameter.length < 2 ? "" : parameter[1].strip().replace("\"", "");
            if (!isAcceptable(parameter[0].strip().toLowerCase(Locale.ROOT), value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAcceptable(String name, String value) {
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value.isEmpty();
            // The client can use a smaller window; it is not asked to.
            case "client_max_window_bits" -> value.isEmpty() || value.matches("[89]|1[0-5]");
            // The JDK deflates with a window of 15 bits only.
            case "server_max_window_bits" -> value.equals("15");
            default -> false;
        };
    }
}
