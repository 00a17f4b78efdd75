package coffee.crema.realtime.hub;

import coffee.crema.realtime.Position;
import coffee.crema.realtime.connection.SharedMessages;
import coffee.crema.realtime.wire.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongFunction;

/// What members who come back are sent: made once for all who left off at the same position, as most of a thousand do that were lost together. Kept for a few seconds at most, and only
/// until the next event. In the channel's turn only.
final class CatchUps {
    private static final int KEPT_MAX = 4;

    /// One that is larger is made for each member and not kept.
    private static final long KEPT_BYTES_MAX = 64 * 1024;

    private final HubParts parts;
    private final Mailbox mailbox;
    private final LinkedHashMap<Long, SharedMessages> bySince = new LinkedHashMap<>();
    private Position top = new Position("", 0);
    private boolean dropping;

    CatchUps(HubParts parts, Mailbox mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
    }

    /// Everything after `since` up to the stream's position.
    ///
    /// @param bytes how much that is
    SharedMessages of(long since, Position now, long bytes, LongFunction<ServerMessage> at) {
        if (!top.equals(now)) {
            bySince.clear();
            top = now;
        }
        SharedMessages known = bySince.get(since);
        if (known != null) {
            return known;
        }
        List<ServerMessage> messages = new ArrayList<>((int) (now.offset() - since));
        for (long next = since + 1; next <= now.offset(); next++) {
            messages.add(at.apply(next));
        }
        var made = new SharedMessages(messages);
        if (bytes <= KEPT_BYTES_MAX) {
            keep(since, made);
        }
        return made;
    }

    private void keep(long since, SharedMessages made) {
        bySince.put(since, made);
        if (bySince.size() > KEPT_MAX) {
            bySince.pollFirstEntry();
        }
        if (!dropping) {
            dropping = true;
            parts.time.after(
                    parts.options.recovery().tailKept(),
                    () ->
                            mailbox.post(() -> {
                                dropping = false;
                                clear();
                            }));
        }
    }

    void clear() {
        bySince.clear();
    }
}
