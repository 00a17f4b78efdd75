package coffee.crema.realtime.connection;

import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Messages that several members get alike, each in this order and without another in between: what their transport makes of them is made once, by whoever sends them first, and kept
/// with them.
///
/// **Threading.** Any thread. Two that are first at the same time both make it, and one of theirs is kept.
public final class SharedMessages {
    private final List<ServerMessage> messages;

    /// Guarded by itself.
    private final Map<Key, Object> forms = new HashMap<>(4);

    private record Key(WireFormat format, boolean deflated) {}

    /// @param messages at least one
    public SharedMessages(List<ServerMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    public List<ServerMessage> messages() {
        return messages;
    }

    /// What a transport writes for them.
    ///
    /// @param deflated whether the member has agreed to that
    /// @param making by the transport; all of its sockets would make the same
    public <F> F form(
            WireFormat format,
            boolean deflated,
            Class<F> type,
            Function<List<ServerMessage>, F> making) {
        var key = new Key(format, deflated);
        synchronized (forms) {
            Object known = forms.get(key);
            if (known != null) {
                return type.cast(known);
            }
        }
        F made = making.apply(messages);
        synchronized (forms) {
            forms.put(key, made);
        }
        return made;
    }
}
