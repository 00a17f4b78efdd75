package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.ErrorBody;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Optional;
import java.util.OptionalLong;

/// A channel in the answer to `connect` or `room.join`: either where the member stands, or why it may not follow.
///
/// @param recovered whether everything that was missed follows as events; otherwise a snapshot follows
public record FollowedChannel(
        Optional<Boolean> recovered,
        Optional<String> epoch,
        OptionalLong offset,
        Optional<ErrorBody> error) {

    public static FollowedChannel of(Attachment attachment) {
        return new FollowedChannel(
                Optional.of(attachment.recovered()),
                Optional.of(attachment.position().epoch()),
                OptionalLong.of(attachment.position().offset()),
                Optional.empty());
    }

    public static FollowedChannel failed(RejectedException cause) {
        return new FollowedChannel(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(ErrorBody.of(cause)));
    }
}
