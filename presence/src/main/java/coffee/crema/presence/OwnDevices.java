package coffee.crema.presence;

import coffee.crema.realtime.time.Scheduler;
import coffee.crema.rooms.RoomId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The devices whose sockets are on this node, those within their grace time included.
///
/// **Threading.** Any thread. Guarded by its own lock, which is never held while calling out.
final class OwnDevices {
    private final Map<RoomId, Map<Device.Key, Own>> rooms = new HashMap<>();

    /// Guarded by the lock of the enclosing object.
    private static final class Own {
        Device device;
        final Set<Long> sockets = new HashSet<>();
        Scheduler.@Nullable Cancellable grace;

        Own(Device device) {
            this.device = device;
        }
    }

    /// A socket of the device came.
    ///
    /// @return whether the device is new here, or looks different, and must be written to the table
    synchronized boolean enter(RoomId room, Device device, long socket) {
        Own own =
                rooms.computeIfAbsent(room, id -> new HashMap<>())
                        .computeIfAbsent(device.key(), key -> new Own(device));
        boolean fresh = own.sockets.isEmpty() && own.grace == null;
        boolean different =
                !own.device.role().equals(device.role())
                        || !own.device.name().equals(device.name());
        if (own.grace != null) {
            own.grace.cancel();
            own.grace = null;
        }
        own.sockets.add(socket);
        if (different) {
            own.device = device;
        }
        return fresh || different;
    }

    /// A socket of the device is gone.
    ///
    /// @return whether it was the last one of this device here
    synchronized boolean exit(RoomId room, Device.Key key, long socket) {
        Own own = find(room, key);
        return own != null && own.sockets.remove(socket) && own.sockets.isEmpty();
    }

    /// Remembers the timer that ends the grace time, so that a return cancels it; cancels it at once if a socket has returned meanwhile.
    synchronized void grace(RoomId room, Device.Key key, Scheduler.Cancellable timer) {
        Own own = find(room, key);
        if (own == null || !own.sockets.isEmpty()) {
            timer.cancel();
        } else {
            if (own.grace != null) {
                own.grace.cancel();
            }
            own.grace = timer;
        }
    }

    /// Forgets the device unless one of its sockets is here.
    ///
    /// @return the device, if it was forgotten now
    synchronized Optional<Device> forgetIfGone(RoomId room, Device.Key key) {
        Own own = find(room, key);
        if (own == null || !own.sockets.isEmpty()) {
            return Optional.empty();
        }
        if (own.grace != null) {
            own.grace.cancel();
        }
        Map<Device.Key, Own> devices = rooms.get(room);
        if (devices != null) {
            devices.remove(key);
            if (devices.isEmpty()) {
                rooms.remove(room);
            }
        }
        return Optional.of(own.device);
    }

    /// The device returned on another node, which owns it now: nothing is left to do here, unless a socket is still here.
    synchronized void takenOver(RoomId room, Device.Key key) {
        forgetIfGone(room, key);
    }

    synchronized boolean holds(RoomId room, Device.Key key) {
        return find(room, key) != null;
    }

    synchronized boolean hasSocket(RoomId room, Device.Key key, long socket) {
        Own own = find(room, key);
        return own != null && own.sockets.contains(socket);
    }

    synchronized List<Device> of(RoomId room) {
        Map<Device.Key, Own> devices = rooms.get(room);
        return devices == null
                ? List.of()
                : devices.values().stream().map(own -> own.device).toList();
    }

    private @Nullable Own find(RoomId room, Device.Key key) {
        Map<Device.Key, Own> devices = rooms.get(room);
        return devices == null ? null : devices.get(key);
    }
}
