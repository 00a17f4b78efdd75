package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.hub.Hub;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A feature that writes down what it is told, and knows who is present if the test says so.
public final class WatchedFeature implements RoomFeature {
    public final List<String> told = new CopyOnWriteArrayList<>();
    public volatile @Nullable Set<UserId> present;

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public CompletionStage<Optional<Object>> snapshot(LiveMember viewer) {
        return CompletableFuture.completedFuture(Optional.of("for " + viewer.role().wireName()));
    }

    @Override
    public void entered(Hub.Turn turn, LiveMember member) {
        told.add(
                "entered "
                        + member.connection().principal().user()
                        + " "
                        + member.role().wireName());
    }

    @Override
    public void exited(Hub.Turn turn, LiveMember member, Exit exit) {
        told.add("exited " + member.connection().principal().user() + " " + exit);
    }

    @Override
    public void roleChanged(Hub.Turn turn, LiveMember member) {
        told.add("role " + member.connection().principal().user() + " " + member.role().wireName());
    }

    @Override
    public Optional<CompletionStage<Set<UserId>>> occupants(RoomId room) {
        Set<UserId> now = present;
        return now == null ? Optional.empty() : Optional.of(CompletableFuture.completedFuture(now));
    }
}
