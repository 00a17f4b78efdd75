package coffee.crema.realtime.connection;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All that can be said on a socket: the commands, events, channel owners and listeners of all features. Does not change after start.
public final class CommandCatalog {
    private final TreeMap<String, CommandType<?>> commands = new TreeMap<>();
    private final TreeSet<String> events = new TreeSet<>();
    private final ChannelOwners owners;
    private final List<ConnectionListener> listeners;

    /// @throws IllegalArgumentException when two commands have one name, or a command is no record
    public CommandCatalog(Collection<? extends Feature> features) {
        for (Feature feature : features) {
            feature.commands().forEach(this::register);
            events.addAll(feature.events());
        }
        owners =
                new ChannelOwners(
                        features.stream().flatMap(f -> f.channelOwners().stream()).toList());
        listeners = List.copyOf(features);
    }

    private void register(CommandType<?> type) {
        if (!type.type().isRecord()) {
            throw new IllegalArgumentException(type.name() + " is not a record");
        }
        if (commands.putIfAbsent(type.name(), type) != null) {
            throw new IllegalArgumentException("two commands are named " + type.name());
        }
    }

    /// By wire name, sorted; for the protocol's description.
    public SequencedMap<String, CommandType<?>> commands() {
        return Collections.unmodifiableSequencedMap(commands);
    }

    /// The wire names of all events, sorted.
    public SortedSet<String> events() {
        return Collections.unmodifiableSortedSet(events);
    }

    public ChannelOwners owners() {
        return owners;
    }

    @Nullable CommandType<?> command(String name) {
        return commands.get(name);
    }

    @Nullable Class<?> shapeOf(String name) {
        CommandType<?> type = commands.get(name);
        return type == null ? null : type.type();
    }

    List<ConnectionListener> listeners() {
        return listeners;
    }
}
