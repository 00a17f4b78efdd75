package coffee.crema.server.http.api;

import coffee.crema.blindbox.BlindBoxAnswer;
import coffee.crema.blindbox.BlindBoxCommand;
import coffee.crema.blindbox.GuessEntry;
import coffee.crema.blindbox.GuessForm;
import coffee.crema.blindbox.OrderId;
import coffee.crema.blindbox.Receipt;
import coffee.crema.realtime.UserId;
import coffee.crema.realtime.wire.RawJson;
import coffee.crema.realtime.wire.RejectedException;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies of the API for blind boxes, read as strictly as {@link Bodies}.
final class BlindBoxBodies {
    private BlindBoxBodies() {}

    @Schema(name = "NewBlindBoxItem")
    record NewItem(
            @Schema(
                            type = "object",
                            description =
                                    "any object with the texts id and name; country, region, process, family, variety, group, roast and notes are what traits are scored by")
                    RawJson coffee) {}

    @Schema(name = "NewBlindBox")
    record NewBlindBox(
            @Schema(type = "string", description = "1 to 64 characters of A-Z a-z 0-9 . _ -")
                    OrderId orderId,
            @Schema(type = "string", maxLength = 120) @Nullable String title,
            @Schema(description = "1 to 26, in the order of their reveal") List<NewItem> items,
            @Schema(implementation = Object.class, description = "{candidates?, fields?}")
                    GuessForm.@Nullable AskedForm form,
            @Schema(type = "integer", minimum = "1", maximum = "600", defaultValue = "10")
                    @Nullable Integer countdown,
            @Schema(type = "integer", minimum = "1", maximum = "600", defaultValue = "3")
                    @Nullable Integer interval,
            @Nullable Long opensAtMs,
            @Nullable Long locksAtMs,
            @Nullable Long startsAtMs,
            @Nullable Boolean openToAll,
            @Nullable Boolean spectators,
            @Nullable Boolean standings) {
        BlindBoxCommand.Schedule command() {
            return new BlindBoxCommand.Schedule(
                    orderId,
                    title,
                    items.stream().map(item -> new BlindBoxCommand.NewItem(item.coffee())).toList(),
                    form,
                    countdown,
                    interval,
                    opensAtMs,
                    locksAtMs,
                    startsAtMs,
                    openToAll,
                    spectators,
                    standings);
        }
    }

    @Schema(name = "BlindBoxMove")
    record Move(
            @Schema(
                            type = "string",
                            allowableValues = {
                                "open", "lock", "start", "pause", "resume", "finish", "abort"
                            })
                    String move,
            @Schema(description = "that the caller has seen; whatever it is when absent")
                    @Nullable Long seq,
            @Schema(description = "to abort once a coffee is revealed, say true")
                    @Nullable Boolean voids) {
        BlindBoxCommand command(OrderId order) {
            return switch (move) {
                case "open" -> new BlindBoxCommand.Open(order, seq);
                case "lock" -> new BlindBoxCommand.Lock(order, seq);
                case "start" -> new BlindBoxCommand.Start(order, seq);
                case "pause" -> new BlindBoxCommand.Pause(order, seq);
                case "resume" -> new BlindBoxCommand.Resume(order, seq);
                case "finish" -> new BlindBoxCommand.Finish(order, seq);
                case "abort" -> new BlindBoxCommand.Abort(order, seq, voids);
                default ->
                        throw RejectedException.invalid(
                                "move", "open, lock, start, pause, resume, finish or abort");
            };
        }
    }

    @Schema(name = "BlindBoxGrants")
    record Grants(@ArraySchema(schema = @Schema(type = "string")) List<UserId> users) {
        BlindBoxCommand.Grant command(OrderId order) {
            return new BlindBoxCommand.Grant(order, users);
        }
    }

    @Schema(name = "BlindBoxGuess")
    record Guess(List<GuessEntry> guesses) {
        BlindBoxCommand.Guess command(OrderId order) {
            return new BlindBoxCommand.Guess(order, guesses);
        }
    }

    @Schema(name = "BlindBoxReceipt")
    record CheckReceipt(Receipt receipt) {
        BlindBoxCommand.CheckReceipt command() {
            return new BlindBoxCommand.CheckReceipt(receipt);
        }
    }

    /// As `BlindBoxAnswer.Replayed`, with the data of events as an object.
    @Schema(name = "BlindBoxReplay")
    record Replayed(List<ReplayedEvent> events, @Nullable Long next) {}

    @Schema(name = "BlindBoxReplayedEvent")
    record ReplayedEvent(
            long seq, long offsetMs, String event, @Schema(type = "object") Object data) {}

    /// As `BlindBoxAnswer.Seen`: docs/protocol.md says what a box looks like.
    @Schema(name = "BlindBoxSeen")
    record Seen(@Schema(type = "object") Object box) {}

    @Schema(name = "BlindBoxLeaderboard")
    record Leaderboard(long size, List<BlindBoxAnswer.Ranked> ranked) {}
}
