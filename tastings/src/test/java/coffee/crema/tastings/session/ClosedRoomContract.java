package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.Outcomes.code;
import static coffee.crema.tastings.session.TastingWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.rooms.RoomCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The sessions of a room that was closed.
abstract class ClosedRoomContract extends SessionContract {

    @Test
    void no_clock_carries_them_on_and_nobody_starts_them() {
        TastingId running = sca("Kochere");
        TastingId waiting = sca("Huila");
        TastingId elsewhere = elsewhere();
        world.next(HANA, running);
        world.next(HANA, running);
        assertThat(world.step(ANN, running)).isEqualTo(Step.POUR);
        await(world.rooms.close(world.by(HANA), new RoomCommand.Close(room)));
        world.time.advance(Duration.ofMinutes(4));
        assertThat(due()).as("only the session of the open room").isEqualTo(1);
        assertThat(await(world.steps.step(running))).isFalse();
        assertThat(await(other.steps.step(running))).isFalse();
        assertThat(await(world.steps.step(elsewhere))).isTrue();
        assertThat(world.step(ANN, running)).isEqualTo(Step.POUR);
        long seq = world.see(HANA, waiting).moment().seq();
        var start = new TastingCommand.Move(waiting, seq, "next");
        assertThat(code(() -> world.conduct.move(world.by(HANA), start)))
                .isEqualTo(ErrorCode.CLOSED);
        assertThat(world.step(HANA, waiting)).isEqualTo(Step.LOBBY);
        assertThat(world.results(HANA, running).samples()).hasSize(1);
    }

    /// A session at the pour, in a room that stays open.
    private TastingId elsewhere() {
        TastingId id = world.create(HANA, world.room(HANA), TastingWorld.sample("Sidamo"));
        world.next(HANA, id);
        world.next(HANA, id);
        return id;
    }

    private int due() {
        long now = world.time.millis();
        return await(world.database.read(tx -> world.desk.store().due(tx, now, 10).size()));
    }
}
