package coffee.crema.realtime.connection;

import coffee.crema.realtime.ChannelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All that can be said on a socket: the commands, events, channel owners and listeners of all features. Does not change after start.
public final class CommandCatalog {
    private final TreeMap<String, CommandType<?>> commands = new TreeMap<>();
    private final TreeSet<String> events = new TreeSet<>();
    private final List<ChannelOwner> owners = new ArrayList<>();
    private final List<ConnectionListener> listeners;

    /// @throws IllegalArgumentException when two commands have one name, or a command is no record
    public CommandCatalog(Collection<? extends Feature> features) {
        for (Feature feature : features) {
            feature.commands().forEach(this::register);
            events.addAll(feature.events());
            owners.addAll(feature.channelOwners());
        }
        owners.sort(Comparator.comparing(ChannelOwner::lastResort));
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

    /// Who decides about the channel.
    public Optional<ChannelOwner> ownerOf(ChannelName channel) {
        return owners.stream().filter(owner -> owner.owns(channel)).findFirst();
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
