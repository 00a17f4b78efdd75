package coffee.crema.blindbox;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.realtime.wire.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked of blind boxes: one record per wire `type`, see docs/protocol.md. Both doors use them.
public sealed interface BlindBoxCommand extends ClientCommand {

    /// @param coffee any object with the texts `id` and `name`; `country`, `region`, `process`, `family`, `variety`, `group`, `roast` and `notes` are what traits are scored by
    record NewItem(RawJson coffee) {}

    /// `blindbox.schedule`. Asked again with the same content it is answered again.
    ///
    /// @param items in the order of their reveal
    /// @param countdown seconds; 10 when absent
    /// @param interval seconds; 3 when absent
    /// @param opensAtMs when guessing opens by itself, Unix milliseconds; likewise `locksAtMs`, `startsAtMs`
    /// @param openToAll whether everyone in the room may guess; those who were given the right when absent
    /// @param spectators whether people come in who were not invited; they do when absent
    /// @param standings whether the standings are told after each coffee; at the end when absent
    record Schedule(
            OrderId orderId,
            @Nullable String title,
            List<NewItem> items,
            GuessForm.@Nullable AskedForm form,
            @Nullable Integer countdown,
            @Nullable Integer interval,
            @Nullable Long opensAtMs,
            @Nullable Long locksAtMs,
            @Nullable Long startsAtMs,
            @Nullable Boolean openToAll,
            @Nullable Boolean spectators,
            @Nullable Boolean standings)
            implements BlindBoxCommand {}

    /// `blindbox.get`: as the asker may see it now.
    record Get(OrderId orderId) implements BlindBoxCommand {}

    /// `blindbox.open`
    ///
    /// @param seq that the asker has seen; whatever it is when absent
    record Open(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.lock`
    record Lock(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.start`
    record Start(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.pause`
    record Pause(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.resume`
    record Resume(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.finish`: shows the rest at once.
    record Finish(OrderId orderId, @Nullable Long seq) implements BlindBoxCommand {}

    /// `blindbox.abort`: the guesses are void.
    ///
    /// @param voids must be true once a coffee is revealed
    record Abort(OrderId orderId, @Nullable Long seq, @Nullable Boolean voids)
            implements BlindBoxCommand {}

    /// `blindbox.grant`: gives the right to guess.
    record Grant(OrderId orderId, List<UserId> users) implements BlindBoxCommand {}

    /// `blindbox.guess`, with the platform's `blind-box-guess` as its data. The last one before the lock counts.
    record Guess(OrderId orderId, List<GuessEntry> guesses) implements BlindBoxCommand {}

    /// `blindbox.check-receipt`: whether this node's cluster signed it.
    record CheckReceipt(Receipt receipt) implements BlindBoxCommand {}

    /// `blindbox.hide-name`: the asker's name and id are kept out of boards and replays, or are in them again.
    record HideName(boolean hidden) implements BlindBoxCommand {}

    /// `blindbox.leaderboard`: of a box, or over all boxes.
    ///
    /// @param board `all-time` or `season`, instead of a box
    /// @param from how many are passed over
    /// @param around the asker and five before and behind, instead
    record Leaderboard(
            @Nullable OrderId orderId,
            @Nullable String board,
            @Nullable Long from,
            @Nullable Integer limit,
            @Nullable Boolean around)
            implements BlindBoxCommand {}

    /// `blindbox.replay`: what was told of it, page by page.
    ///
    /// @param after `next` of the page before
    record Replay(OrderId orderId, @Nullable Long after, @Nullable Integer limit)
            implements BlindBoxCommand {}
}
