package coffee.crema.realtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a client keeps across reconnects, so that its numbered commands are carried out once. Known to its owner only.
///
/// @param value `s_` and 22 URL-safe characters (128 random bits), minted by the server
public record SessionId(String value) {

    /// A short public name of the device behind this session, safe to show to others: it does not reveal the session.
    public String deviceRef() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Never the value: it must not reach a log.
    @Override
    public String toString() {
        return "session " + deviceRef();
    }
}
