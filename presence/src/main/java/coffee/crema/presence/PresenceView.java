package coffee.crema.presence;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.node.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One node's picture of who is in one room, and what of it its members have not been told yet.
///
/// Decides without I/O. Invariants: `shown` holds exactly the known devices whose node is alive; `untold` remembers, for each device that changed since the last
/// {@link #diff}, what members were last told of it.
///
/// **Threading.** Confined to the serial turn of the room's channel.
final class PresenceView {
    /// Changes heard ahead of a missing one; beyond this the table is read again.
    static final int AHEAD_MAX = 1_000;

    private final Predicate<NodeId> alive;
    private final Map<Device.Key, Device> known = new HashMap<>();
    private final Map<Device.Key, Long> removed = new HashMap<>();
    private final Map<Device.Key, Map<String, Object>> states = new HashMap<>();
    private final Map<Device.Key, Device> shown = new LinkedHashMap<>();
    private final Map<UserId, Set<Device.Key>> people = new LinkedHashMap<>();
    private final Map<Device.Key, Untold> untold = new LinkedHashMap<>();
    private long looks;

    private String epoch = "";
    private long applied;
    private final TreeSet<Long> ahead = new TreeSet<>();

    /// @param told what members were told last; null for nothing
    /// @param any the device as it was shown at some time since
    /// @param mixed whether members were told different things, because one was welcomed in between: then all are told again
    private record Untold(@Nullable Device told, Device any, boolean mixed) {}

    /// What to tell members: devices that came (or look different), and devices that went.
    record Diff(List<Device> joins, List<Device> leaves) {
        boolean isEmpty() {
            return joins.isEmpty() && leaves.isEmpty();
        }
    }

    PresenceView(Predicate<NodeId> alive) {
        this.alive = alive;
    }

    /// A device was entered or taken over.
    ///
    /// @return false when this view is of another epoch: the table must be read
    boolean put(PresenceTable.Version version, Device device) {
        if (!version.epoch().equals(epoch)) {
            return false;
        }
        heard(version.count());
        Device before = known.get(device.key());
        long newest =
                Math.max(
                        before == null ? -1 : before.version(),
                        removed.getOrDefault(device.key(), -1L));
        if (device.version() > newest) {
            removed.remove(device.key());
            known.put(device.key(), device);
            refresh(device.key());
        }
        return true;
    }

    /// A device was removed.
    ///
    /// @return as {@link #put}
    boolean remove(PresenceTable.Version version, Device.Key key) {
        if (!version.epoch().equals(epoch)) {
            return false;
        }
        heard(version.count());
        Device before = known.get(key);
        if (before == null || before.version() < version.count()) {
            known.remove(key);
            states.remove(key);
            if (removed.size() < AHEAD_MAX) {
                removed.put(key, version.count());
            }
            refresh(key);
        }
        return true;
    }

    /// A device of this node that the table could not take: shown here until the table is back.
    void putUnshared(Device device) {
        known.putIfAbsent(device.key(), device);
        refresh(device.key());
    }

    /// The opposite of {@link #putUnshared}: gone from here; the table will say the same later.
    void removeUnshared(Device.Key key) {
        known.remove(key);
        refresh(key);
    }

    /// The table was read: it is the truth, except for what was heard since.
    void replace(PresenceTable.Loaded loaded, Map<Device.Key, Map<String, Object>> loadedStates) {
        boolean sameEpoch = loaded.version().epoch().equals(epoch);
        if (sameEpoch && loaded.version().count() < applied) {
            return;
        }
        Map<Device.Key, Device> newer = new HashMap<>();
        if (sameEpoch) {
            known.forEach((key, device) -> {
                if (device.version() > loaded.version().count()) {
                    newer.put(key, device);
                }
            });
        }
        Set<Device.Key> touched = new HashSet<>(known.keySet());
        known.clear();
        loaded.devices().forEach(device -> known.put(device.key(), device));
        if (sameEpoch) {
            removed.forEach((key, count) -> {
                if (count > loaded.version().count()) {
                    known.remove(key);
                }
            });
            removed.values().removeIf(count -> count <= loaded.version().count());
            ahead.headSet(loaded.version().count(), true).clear();
        } else {
            removed.clear();
            ahead.clear();
        }
        known.putAll(newer);
        epoch = loaded.version().epoch();
        applied = loaded.version().count();
        advance();
        touched.addAll(known.keySet());
        touched.forEach(this::refresh);
        looks++;
        loadedStates.forEach(states::putIfAbsent);
        states.keySet().retainAll(known.keySet());
    }

    /// A node fell silent or returned: its devices are hidden or shown again.
    void nodeChanged() {
        for (Device.Key key : Set.copyOf(known.keySet())) {
            refresh(key);
        }
    }

    /// The newest custom state of a device.
    ///
    /// @return whether the device is shown, so that members are to be told
    boolean state(Device.Key key, Map<String, Object> state) {
        if (!known.containsKey(key)) {
            return false;
        }
        states.put(key, state);
        looks++;
        return shown.containsKey(key);
    }

    /// Whether the table has changes that were not heard here.
    boolean behind(PresenceTable.Version version) {
        return !version.epoch().equals(epoch)
                || version.count() > applied
                || ahead.size() > AHEAD_MAX;
    }

    /// A member is told all of this view now, while the others know what the last {@link #diff} said.
    void welcomed() {
        untold.replaceAll((key, before) -> new Untold(before.told(), before.any(), true));
    }

    /// What changed since the last call. To tell a join or leave again is harmless.
    Diff diff() {
        var joins = new ArrayList<Device>();
        var leaves = new ArrayList<Device>();
        untold.forEach((key, before) -> {
            Device now = shown.get(key);
            Device told = before.told();
            if (now != null && (told == null || before.mixed() || !told.looksLike(now))) {
                joins.add(now);
            } else if (now == null && (told != null || before.mixed())) {
                leaves.add(before.any());
            }
        });
        untold.clear();
        return new Diff(joins, leaves);
    }

    boolean hasUntold() {
        return !untold.isEmpty();
    }

    /// Rises whenever {@link #shown} may look different from before. A device that merely came back does not.
    long looks() {
        return looks;
    }

    int peopleCount() {
        return people.size();
    }

    boolean isHere(UserId user) {
        return people.containsKey(user);
    }

    Set<UserId> people() {
        return Set.copyOf(people.keySet());
    }

    Collection<Device> shown() {
        return shown.values();
    }

    /// Known devices, also of nodes that are silent.
    Collection<Device> known() {
        return known.values();
    }

    @Nullable Device find(Device.Key key) {
        return known.get(key);
    }

    Map<String, Object> stateOf(Device.Key key) {
        return states.getOrDefault(key, Map.of());
    }

    private void heard(long count) {
        if (count > applied) {
            ahead.add(count);
            advance();
        }
    }

    private void advance() {
        while (ahead.remove(applied + 1)) {
            applied++;
        }
    }

    private void refresh(Device.Key key) {
        Device device = known.get(key);
        Device now = device != null && alive.test(device.node()) ? device : null;
        Device before = now == null ? shown.remove(key) : shown.put(key, now);
        if (before == null && now == null) {
            return;
        }
        if (now == null || before == null || !before.looksLike(now)) {
            looks++;
            Device any = now == null ? before : now;
            untold.putIfAbsent(key, new Untold(before, Objects.requireNonNull(any), false));
        }
        if (now == null) {
            people.computeIfPresent(
                    key.user(),
                    (user, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    });
        } else {
            people.computeIfAbsent(key.user(), user -> new LinkedHashSet<>()).add(key);
        }
    }
}
