package coffee.crema.rooms;

import coffee.crema.realtime.connection.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a viewer is told of a room when it cannot be told by events: `{room, role, permissions, <feature>: part…}`, made for this viewer.
///
/// Fails as a whole when one part fails: a viewer never sees a part for the whole.
final class RoomSnapshots {
    private final RoomDesk desk;
    private final List<RoomFeature> features;

    RoomSnapshots(RoomDesk desk, List<RoomFeature> features) {
        this.desk = desk;
        this.features = features;
    }

    CompletionStage<Object> of(Connection viewer, RoomId room) {
        return desk.look(room, viewer.principal().user())
                .thenCompose(standing -> {
                    Role role = RoomPolicy.requireStay(viewer.principal(), standing, desk.nowMs());
                    return parts(new RoomFeature.LiveMember(viewer, room, role))
                            .thenApply(parts -> {
                                Map<String, Object> whole = new LinkedHashMap<>();
                                whole.put("room", RoomView.of(standing.room()));
                                whole.put("role", role.wireName());
                                whole.put("permissions", RoomAnswer.permissionsOf(role));
                                whole.putAll(parts);
                                return whole;
                            });
                });
    }

    /// The staff's channel has no state of its own: its members read what they need by commands.
    CompletionStage<Object> ofStaff(Connection viewer) {
        return CompletableFuture.completedFuture(Map.of());
    }

    private CompletionStage<Map<String, Object>> parts(RoomFeature.LiveMember viewer) {
        Map<String, CompletableFuture<Optional<Object>>> asked = new LinkedHashMap<>();
        for (RoomFeature feature : features) {
            asked.put(feature.name(), feature.snapshot(viewer).toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    Map<String, Object> parts = new LinkedHashMap<>();
                    asked.forEach((name, part) ->
                            part.resultNow().ifPresent(value -> parts.put(name, value)));
                    return parts;
                });
    }
}
