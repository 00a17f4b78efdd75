package coffee.crema.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.StoreUnavailableException;
import coffee.crema.rooms.adapter.jdbi.JdbiRoomStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooksTest {
    private static final Principal OLGA = People.member("olga");

    @TempDir Path folder;
    private RoomsWorld world;
    private HeldReads reads;
    private Looks looks;
    private RoomId room;

    @BeforeEach
    void open() {
        world = new RoomsWorld(Stores.sqlite(folder));
        room = world.room(OLGA, RoomType.EVENT, Visibility.PUBLIC, 10);
        reads = new HeldReads(world.database);
        looks = new Looks(reads, new JdbiRoomStore());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_thousand_who_ask_together_cost_few_reads_and_each_gets_their_own_answer() {
        List<CompletionStage<Optional<Standing>>> answers = new ArrayList<>();
        answers.add(looks.ask(room, OLGA.user()));
        for (int i = 0; i < 1_000; i++) {
            answers.add(looks.ask(room, new UserId("stranger-" + i)));
        }
        answers.add(looks.ask(new RoomId("nowhere"), OLGA.user()));
        int count = 0;
        while (reads.release()) {
            count++;
        }
        assertThat(count).isLessThanOrEqualTo(3);
        assertThat(get(answers.getFirst()).orElseThrow().role()).contains(Role.HOST);
        for (int i = 0; i < 1_000; i++) {
            Standing stranger = get(answers.get(i + 1)).orElseThrow();
            assertThat(stranger.user()).isEqualTo(new UserId("stranger-" + i));
            assertThat(stranger.role()).isEmpty();
        }
        assertThat(get(answers.getLast())).isEmpty();
    }

    @Test
    void what_changed_before_the_question_is_in_the_answer() {
        CompletionStage<Optional<Standing>> before = looks.ask(room, OLGA.user());
        reads.release();
        assertThat(get(before).orElseThrow().room().closed()).isFalse();
        world.database
                .write(
                        "room",
                        tx -> {
                            Room now = new JdbiRoomStore().find(tx, room).orElseThrow();
                            return new JdbiRoomStore()
                                    .update(
                                            tx,
                                            new Room(
                                                    now.id(),
                                                    now.type(),
                                                    now.title(),
                                                    now.owner(),
                                                    now.visibility(),
                                                    now.capacity(),
                                                    now.slowModeMs(),
                                                    true,
                                                    now.createdAtMs(),
                                                    now.version()));
                        })
                .toCompletableFuture()
                .join();
        CompletionStage<Optional<Standing>> after = looks.ask(room, OLGA.user());
        reads.release();
        assertThat(get(after).orElseThrow().room().closed()).isTrue();
    }

    @Test
    void when_the_store_is_away_all_who_ask_are_told_and_later_ones_are_answered() {
        CompletionStage<Optional<Standing>> first = looks.ask(room, OLGA.user());
        CompletionStage<Optional<Standing>> second = looks.ask(room, new UserId("ann"));
        reads.fail();
        assertThat(first.toCompletableFuture()).isCompletedExceptionally();
        assertThat(second.toCompletableFuture()).isCompletedExceptionally();
        CompletionStage<Optional<Standing>> later = looks.ask(room, OLGA.user());
        assertThat(reads.release()).isTrue();
        assertThat(get(later)).isPresent();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /// The real store, whose reads begin when the test says so.
    private static final class HeldReads implements Database {
        private final Database store;
        private final List<Held<?>> held = new ArrayList<>();

        private record Held<T>(Work<T> work, CompletableFuture<T> result) {
            void read(Database store) {
                result.complete(store.read(work).toCompletableFuture().join());
            }
        }

        HeldReads(Database store) {
            this.store = store;
        }

        @Override
        public <T> CompletionStage<T> read(Work<T> work) {
            var one = new Held<>(work, new CompletableFuture<T>());
            held.add(one);
            return one.result;
        }

        /// @return false when nobody wanted to read
        boolean release() {
            if (held.isEmpty()) {
                return false;
            }
            held.removeFirst().read(store);
            return true;
        }

        void fail() {
            held.removeFirst()
                    .result
                    .completeExceptionally(new StoreUnavailableException("away, for this test"));
        }

        @Override
        public <T> CompletionStage<T> write(String lane, Work<T> work) {
            return store.write(lane, work);
        }

        @Override
        public void close() {}
    }
}
