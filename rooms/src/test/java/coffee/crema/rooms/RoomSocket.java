package coffee.crema.rooms;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.connection.ClientCommand;
import coffee.crema.realtime.connection.CommandType;
import coffee.crema.realtime.hub.TestMember;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.CloseCode;
import coffee.crema.realtime.wire.ServerMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// A socket without a network, whose commands go the way of the product's.
public final class RoomSocket extends TestMember {
    private final Principal principal;
    private final RoomsWorld world;

    RoomSocket(long id, Principal principal, RoomsWorld world) {
        super(id);
        this.principal = principal;
        this.world = world;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Set<ChannelName> channels() {
        return world.hub.channelsOf(this);
    }

    /// Sends a command and waits for its answer.
    @SuppressWarnings("unchecked") // the handler is the one registered for the command's class
    public <C extends ClientCommand> Object ask(String name, C command) {
        return RoomsWorld.await(asking(name, command));
    }

    @SuppressWarnings("unchecked") // the handler is the one registered for the command's class
    public <C extends ClientCommand> CompletionStage<Object> asking(String name, C command) {
        CommandType<C> type = (CommandType<C>) world.command(name);
        long id = world.time.nanos() + System.identityHashCode(command);
        TestRequest context = new TestRequest(world.by(principal), this, id);
        return type.handler()
                .handle(context, command)
                .thenApply(answer -> {
                    send(new ServerMessage.Ack(id, answer));
                    context.answered();
                    return answer;
                });
    }

    public RoomAnswer.Entered join(RoomId room) {
        return (RoomAnswer.Entered) ask("room.join", new RoomCommand.Join(room, null, null, null));
    }

    /// The socket is lost.
    public void lose() {
        close(CloseCode.GOING_AWAY);
        world.hub.detachAll(this);
        world.live.closed(this);
    }

    public List<String> events() {
        return happened().map(happened -> happened.event().name()).toList();
    }

    public Stream<ServerMessage.Happened> happened() {
        return received().stream()
                .filter(ServerMessage.Happened.class::isInstance)
                .map(ServerMessage.Happened.class::cast);
    }

    public List<ServerMessage.Snapshot> snapshots() {
        return received().stream()
                .filter(ServerMessage.Snapshot.class::isInstance)
                .map(ServerMessage.Snapshot.class::cast)
                .toList();
    }

    /// Why this socket was moved off channels, as `channel reason`.
    public List<String> moved() {
        return received().stream()
                .filter(ServerMessage.Notice.class::isInstance)
                .map(notice -> (Live.Moved) ((ServerMessage.Notice) notice).data())
                .map(moved -> moved.channel() + " " + moved.reason())
                .toList();
    }

    /// All that this socket was sent, as JSON: for looking for what must not be there.
    public String everything() {
        StringBuilder all = new StringBuilder();
        received()
                .forEach(message ->
                        all.append(
                                        new String(
                                                world.mapper.encode(
                                                        coffee.crema.realtime.wire.WireFormat.JSON,
                                                        message),
                                                StandardCharsets.UTF_8))
                                .append('\n'));
        return all.toString();
    }
}
