package coffee.crema.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresRoomsTest extends RoomsContract {
    private DatabaseSettings settings;

    @Override
    DatabaseSettings settings() {
        settings = Stores.postgres();
        return settings;
    }

    @Test
    void two_nodes_that_fill_a_room_together_do_not_overfill_it() {
        RoomId room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        try (RoomsWorld other = new RoomsWorld(settings)) {
            List<CompletableFuture<Boolean>> joins =
                    IntStream.range(0, 64)
                            .mapToObj(i -> (i % 2 == 0 ? world : other))
                            .map(node -> {
                                var visitor = People.member("v" + java.util.UUID.randomUUID());
                                return node.memberships
                                        .join(
                                                node.by(visitor),
                                                new RoomCommand.Join(room, null, null, null))
                                        .handle((_, failure) -> failure == null)
                                        .toCompletableFuture();
                            })
                            .toList();
            assertThat(joins.stream().filter(CompletableFuture::join).count()).isEqualTo(9);
        }
    }
}
