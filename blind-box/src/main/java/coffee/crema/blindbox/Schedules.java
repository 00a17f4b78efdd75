package coffee.crema.blindbox;

import coffee.crema.blindbox.BlindBoxView.CommitmentView;
import coffee.crema.blindbox.fair.Commitment;
import coffee.crema.realtime.connection.Request;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.rooms.Fields;
import coffee.crema.rooms.Room;
import coffee.crema.rooms.RoomCommand;
import coffee.crema.rooms.RoomId;
import coffee.crema.rooms.RoomType;
import coffee.crema.rooms.Rooms;
import coffee.crema.rooms.Visibility;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Schedules blind boxes: seals the answers, commits to them, and makes the room if there is none.
///
/// The request is **not** recorded as others are, because a record keeps a digest of what was asked, and answers are few enough to be found from one. Asked again with
/// the same content it is answered again all the same: the order's box is compared.
///
/// **Threading.** Any thread; nothing blocks. **Errors.** As {@link Rooms}; `conflict` when the order has another box, or no key is configured.
public final class Schedules {
    private static final long AHEAD_MS_MAX = Duration.ofDays(366).toMillis();
    private static final int CAPACITY = 50_000;

    private final BlindBoxDesk desk;
    private final Rooms rooms;
    private final Views views;
    private final Herald herald;
    private final SecureRandom random;

    public Schedules(
            BlindBoxDesk desk, Rooms rooms, Views views, Herald herald, SecureRandom random) {
        this.desk = desk;
        this.rooms = rooms;
        this.views = views;
        this.herald = herald;
        this.random = random;
    }

    /// `blindbox.schedule`
    public CompletionStage<BlindBoxAnswer.Seen> schedule(
            Request request, BlindBoxCommand.Schedule ask) {
        Principal who = request.principal();
        if (!desk.sealer().canSeal()) {
            return CompletableFuture.failedFuture(
                    BlindBoxDesk.conflict(
                            "no blind box can be scheduled: this node has no crema.blind-box.keys"));
        }
        long nowMs = desk.nowMs();
        List<Answer> answers = answers(ask);
        BlindBox box = box(who, ask, answers, nowMs);
        return desk.database()
                .write(
                        BlindBoxDesk.lane(ask.orderId()),
                        tx -> {
                            requireRoom(tx, who, box, ask);
                            Optional<BlindBox> there = desk.store().find(tx, box.id());
                            if (there.isPresent()) {
                                requireSame(tx, there.get(), box, answers);
                            } else {
                                write(tx, box, answers);
                            }
                            return new BlindBoxAnswer.Seen(views.of(tx, who, box.id()));
                        })
                .thenApply(seen -> {
                    herald.bring(box.id());
                    return seen;
                });
    }

    private List<Answer> answers(BlindBoxCommand.Schedule ask) {
        if (ask.items().isEmpty() || ask.items().size() > BlindBoxLimits.ITEMS_MAX) {
            throw RejectedException.invalid(
                    "data.items", "1 to " + BlindBoxLimits.ITEMS_MAX, BlindBoxLimits.ITEMS_MAX);
        }
        List<Answer> answers = new ArrayList<>();
        int bytes = 0;
        for (BlindBoxCommand.NewItem item : ask.items()) {
            byte[] salt = new byte[Commitment.SALT_BYTES];
            random.nextBytes(salt);
            Answer answer = Answer.of("data.items.coffee", item.coffee(), salt);
            bytes += answer.canonical().length;
            answers.add(answer);
        }
        if (bytes > BlindBoxLimits.ANSWERS_BYTES_MAX) {
            throw RejectedException.limit(
                    ErrorCode.TOO_LARGE,
                    "data.items are too large together",
                    BlindBoxLimits.ANSWERS_BYTES_MAX);
        }
        return answers;
    }

    private BlindBox box(
            Principal who, BlindBoxCommand.Schedule ask, List<Answer> answers, long nowMs) {
        GuessForm form = GuessForm.of(ask.form());
        if (!answers.stream().allMatch(answer -> form.offers(answer.id()))) {
            throw RejectedException.invalid(
                    "data.form.candidates", "must hold every coffee of the box");
        }
        Course course =
                new Course(
                        answers.size(),
                        seconds(
                                "data.countdown",
                                ask.countdown(),
                                BlindBoxLimits.COUNTDOWN_SECONDS),
                        seconds("data.interval", ask.interval(), BlindBoxLimits.INTERVAL_SECONDS),
                        time("data.opensAtMs", ask.opensAtMs(), nowMs),
                        time("data.locksAtMs", ask.locksAtMs(), nowMs),
                        time("data.startsAtMs", ask.startsAtMs(), nowMs),
                        ask.standings() != null && ask.standings());
        requireOrder("data.locksAtMs", course.opensAtMs(), course.locksAtMs());
        requireOrder("data.startsAtMs", course.locksAtMs(), course.startsAtMs());
        requireOrder("data.startsAtMs", course.opensAtMs(), course.startsAtMs());
        String title =
                ask.title() == null
                        ? "Blind box " + ask.orderId()
                        : Fields.text("data.title", ask.title(), BlindBoxLimits.TITLE_MAX);
        return new BlindBox(
                ask.orderId(),
                title,
                form,
                who.user(),
                nowMs,
                course,
                ask.openToAll() != null && ask.openToAll(),
                Moment.scheduled(),
                0,
                0);
    }

    private static Duration seconds(String field, @Nullable Integer value, int absent) {
        return Duration.ofSeconds(
                Fields.number(field, value, absent, 1, BlindBoxLimits.SECONDS_MAX));
    }

    private static OptionalLong time(String field, @Nullable Long value, long nowMs) {
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value < 0 || value > nowMs + AHEAD_MS_MAX) {
            throw RejectedException.invalid(field, "Unix milliseconds, at most a year ahead");
        }
        return OptionalLong.of(value);
    }

    private static void requireOrder(String field, OptionalLong earlier, OptionalLong later) {
        if (earlier.isPresent() && later.isPresent() && later.getAsLong() < earlier.getAsLong()) {
            throw RejectedException.invalid(field, "guessing opens, is locked, and then it starts");
        }
    }

    private void requireRoom(Tx tx, Principal who, BlindBox box, BlindBoxCommand.Schedule ask) {
        RoomId id = box.id().room();
        Optional<Room> room = desk.rooms().store().find(tx, id);
        if (room.isEmpty()) {
            boolean closed = ask.spectators() != null && !ask.spectators();
            rooms.create(
                    tx,
                    who,
                    new RoomCommand.Create(
                            RoomType.BLIND_BOX,
                            box.title(),
                            closed ? Visibility.INVITE : Visibility.PUBLIC,
                            CAPACITY,
                            null,
                            id));
            return;
        }
        desk.requireHost(tx, who, box.id());
        if (room.get().type() != RoomType.BLIND_BOX) {
            throw BlindBoxDesk.conflict("the room " + id + " is of another type");
        }
    }

    private void write(Tx tx, BlindBox box, List<Answer> answers) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            items.add(
                    new Item(
                            i + 1,
                            answer.commitment(box.id(), i + 1),
                            desk.sealer().seal(box.id().value(), i + 1, answer.plain())));
        }
        if (!desk.store().insert(tx, box, items)) {
            throw BlindBoxDesk.conflict("the order has a blind box");
        }
        desk.tell(
                tx,
                box.id(),
                box.moment().seq(),
                new BlindBoxEvent.Scheduled(
                        box.id().value(),
                        box.moment().seq(),
                        desk.nowMs(),
                        box.title(),
                        answers.size(),
                        items.stream()
                                .map(item ->
                                        new CommitmentView(
                                                item.position(), item.label(), item.commitment()))
                                .toList()));
    }

    private void requireSame(Tx tx, BlindBox there, BlindBox asked, List<Answer> answers) {
        boolean same =
                there.title().equals(asked.title())
                        && there.form().equals(asked.form())
                        && there.course().equals(asked.course())
                        && there.openToAll() == asked.openToAll();
        List<Item> items = same ? desk.store().items(tx, there.id()) : List.of();
        for (Item item : items) {
            same =
                    same
                            && Arrays.equals(
                                    desk.open(tx, there.id(), item).canonical(),
                                    answers.get(item.position() - 1).canonical());
        }
        if (!same) {
            throw BlindBoxDesk.conflict("the order has another blind box");
        }
    }
}
