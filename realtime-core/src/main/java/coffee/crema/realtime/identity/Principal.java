package coffee.crema.realtime.identity;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is speaking, as a checked token says.
///
/// @param user the token's subject; of a guest, an id made for this token alone
/// @param name what others see
/// @param scopes what the token allows beyond roles in rooms, for example `publish`
/// @param channels channels outside of rooms that the token may follow: names, or prefixes that end in `*`
/// @param expiresAt when the token ends
/// @param guest the one room that a guest token opens; empty for everyone else
public record Principal(
        UserId user,
        String name,
        Kind kind,
        Set<String> scopes,
        List<String> channels,
        Instant expiresAt,
        Optional<GuestPass> guest) {

    /// Members have an account at the platform; guests hold a token for one room; services hold an API key.
    public enum Kind {
        MEMBER,
        GUEST,
        SERVICE
    }

    /// @param room the only room that opens
    /// @param role the role in it, by wire name
    public record GuestPass(String room, String role) {}

    public Principal {
        scopes = Set.copyOf(scopes);
        channels = List.copyOf(channels);
        if ((kind == Kind.GUEST) != guest.isPresent()) {
            throw new IllegalArgumentException("a guest has a pass, and nobody else has one");
        }
    }

    /// Whether the token itself lists this channel. Rooms and the user's own channel are decided elsewhere.
    public boolean tokenOpens(ChannelName channel) {
        return channels.stream()
                .anyMatch(pattern ->
                        pattern.endsWith("*")
                                ? channel.value()
                                        .startsWith(pattern.substring(0, pattern.length() - 1))
                                : channel.value().equals(pattern));
    }

    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }
}
