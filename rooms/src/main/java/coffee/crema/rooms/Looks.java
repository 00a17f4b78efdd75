package coffee.crema.rooms;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Reads what people are in rooms, for all who ask meanwhile at once: a thousand who come back together cost few reads.
///
/// A read begins after the questions that it answers, so that no answer is older than its question.
///
/// **Threading.** Any thread; does not block. Stages complete on the store's threads.
final class Looks {

    /// Questions answered by one read; the others wait for the next.
    private static final int QUESTIONS_MAX = RoomStore.USERS_MAX;

    private final Database database;
    private final RoomStore store;

    /// Guarded by itself, as is `reading`. Bounded by the sockets and requests under way, each of which asks once at a time.
    private final List<Question> waiting = new ArrayList<>();

    /// One at a time: the more there are, the fewer questions each answers.
    private boolean reading;

    private record Question(
            RoomId room, UserId user, CompletableFuture<Optional<Standing>> answer) {}

    Looks(Database database, RoomStore store) {
        this.database = database;
        this.store = store;
    }

    /// @return empty when there is no such room
    CompletionStage<Optional<Standing>> ask(RoomId room, UserId user) {
        var question = new Question(room, user, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(question);
            if (reading) {
                return question.answer;
            }
            reading = true;
        }
        read();
        return question.answer;
    }

    private void read() {
        // What waits is taken when the read begins, not now: more will have come until then.
        var taken = new ArrayList<Question>();
        database.read(
                        tx -> {
                            taken.addAll(take());
                            return answers(tx, taken);
                        })
                .whenComplete((answers, failure) -> done(taken, answers, failure));
    }

    private List<Question> take() {
        synchronized (waiting) {
            List<Question> first = waiting.subList(0, Math.min(QUESTIONS_MAX, waiting.size()));
            var taken = List.copyOf(first);
            first.clear();
            return taken;
        }
    }

    private Map<RoomId, Map<UserId, Standing>> answers(Tx tx, List<Question> questions) {
        var users = new LinkedHashMap<RoomId, Set<UserId>>();
        for (Question question : questions) {
            users.computeIfAbsent(question.room, _ -> new HashSet<>()).add(question.user);
        }
        var answers = new HashMap<RoomId, Map<UserId, Standing>>();
        users.forEach((room, some) -> answers.put(room, store.standings(tx, room, some)));
        return answers;
    }

    private void done(
            List<Question> taken,
            @Nullable Map<RoomId, Map<UserId, Standing>> answers,
            @Nullable Throwable failure) {
        // It could not even begin: the store is away.
        List<Question> asked = taken.isEmpty() ? take() : taken;
        boolean more;
        synchronized (waiting) {
            more = !waiting.isEmpty();
            reading = more;
        }
        if (more) {
            read();
        }
        for (Question question : asked) {
            if (answers == null) {
                question.answer.completeExceptionally(
                        failure == null ? new IllegalStateException("no answer") : failure);
            } else {
                Map<UserId, Standing> ofRoom = answers.getOrDefault(question.room, Map.of());
                question.answer.complete(Optional.ofNullable(ofRoom.get(question.user)));
            }
        }
    }
}
