package coffee.crema.crdt.document;

import coffee.crema.crdt.wire.RepoMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which ephemeral messages have been seen: each is passed on once, whichever way it comes. In the document's turn only.
final class Passing {

    private record Source(String sender, String session) {}

    private final Map<Source, Long> counts =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Source, Long> eldest) {
                    return size() > DocumentLimits.EPHEMERAL_SESSIONS_MAX;
                }
            };

    /// @return false when it was seen
    boolean firstTime(RepoMessage.Ephemeral message) {
        var source = new Source(message.senderId(), message.sessionId());
        Long last = counts.get(source);
        if (last != null && last >= message.count()) {
            return false;
        }
        counts.put(source, message.count());
        return true;
    }
}
