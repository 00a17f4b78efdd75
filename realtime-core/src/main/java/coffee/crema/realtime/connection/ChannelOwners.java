package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Who decides about which channel. Does not change after start.
public final class ChannelOwners {
    private final List<ChannelOwner> owners;

    public ChannelOwners(Collection<? extends ChannelOwner> owners) {
        this.owners =
                owners.stream()
                        .<ChannelOwner>map(owner -> owner)
                        .sorted(Comparator.comparing(ChannelOwner::lastResort))
                        .toList();
    }

    /// @throws RejectedException `not_found`, when the channel is of no known family
    public ChannelOwner of(ChannelName channel) {
        for (ChannelOwner owner : owners) {
            if (owner.owns(channel)) {
                return owner;
            }
        }
        throw RejectedException.of(ErrorCode.NOT_FOUND, "there is no such channel");
    }
}
