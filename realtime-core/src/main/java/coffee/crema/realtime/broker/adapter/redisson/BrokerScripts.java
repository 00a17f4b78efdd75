package coffee.crema.realtime.broker.adapter.redisson;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.adapter.redisson.LuaCall;
import coffee.crema.realtime.adapter.redisson.RedisAwayException;
import coffee.crema.realtime.adapter.redisson.RedisLink;
import coffee.crema.realtime.adapter.redisson.RedisSettings;
import coffee.crema.realtime.broker.Replay;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls that the broker makes, and how their answers are read. The scripts lie beside this class.
final class BrokerScripts {
    /// One read answers with at most so many bytes, so that a member that comes back cannot fill the memory.
    static final int READ_BYTES_MAX = 4 * 1024 * 1024;

    private static final String PUBLISH = script("publish.lua");
    private static final String READ = script("read.lua");
    private static final String POSITIONS = script("positions.lua");
    private static final String RENEW = script("renew.lua");
    private static final int EPOCH_BYTES = 12;

    private final RedisLink link;
    private final SecureRandom random = new SecureRandom();

    BrokerScripts(RedisLink link) {
        this.link = link;
    }

    String topic(ChannelName channel) {
        return link.key("t", channel.value());
    }

    LuaCall publish(List<Publication> batch) {
        LuaCall call =
                begin(PUBLISH)
                        .argument(link.settings().streamEventsMax())
                        .argument(link.settings().idempotencyAge().toMillis())
                        .argument(link.publishCommand());
        for (Publication publication : batch) {
            String kind =
                    switch (publication.kind()) {
                        case KEPT -> publication.idempotencyKey() == null ? "a" : "i";
                        case EPHEMERAL -> "e";
                    };
            if (publication.kind() == Publication.Kind.KEPT) {
                channelKeys(call, publication.channel());
            }
            if (publication.idempotencyKey() != null) {
                // A space cannot be part of a channel's name, so two channels never share a key.
                call.key(
                        link.key(
                                "i",
                                publication.channel().value()
                                        + " "
                                        + publication.idempotencyKey()));
            }
            call.argument(kind)
                    .argument(topic(publication.channel()))
                    .argument(publication.event());
        }
        return call;
    }

    LuaCall askPositions(List<PositionWish> wishes) {
        LuaCall call = begin(POSITIONS);
        wishes.forEach(wish -> channelKeys(call, wish.channel()));
        return call;
    }

    LuaCall read(ChannelName channel, @Nullable Position since, int limit) {
        return channelKeys(begin(READ), channel)
                .argument(since == null ? "" : since.epoch())
                .argument(since == null ? 0 : since.offset())
                .argument(limit)
                .argument(READ_BYTES_MAX);
    }

    LuaCall renew(ChannelName channel, String epoch) {
        return channelKeys(begin(RENEW), channel).argument(epoch);
    }

    /// @return one of each pair, null where Redis refused
    static List<@Nullable Position> positions(List<Object> answer) {
        var positions = new ArrayList<@Nullable Position>(answer.size() / 2);
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            String epoch = text(answer.get(i));
            positions.add(epoch.isEmpty() ? null : new Position(epoch, (Long) answer.get(i + 1)));
        }
        return positions;
    }

    static Position position(List<Object> answer) {
        return new Position(text(answer.get(0)), (Long) answer.get(1));
    }

    static Replay replay(List<Object> answer) {
        boolean complete = (Long) answer.get(2) == 1;
        var entries = new ArrayList<Replay.Entry>(answer.size() / 2);
        for (int i = 3; i + 1 < answer.size(); i += 2) {
            entries.add(
                    new Replay.Entry(
                            (Long) answer.get(i), Frames.event((byte[]) answer.get(i + 1))));
        }
        return new Replay(position(answer), entries, complete);
    }

    static RedisAwayException refused() {
        return new RedisAwayException("Redis refused the event", null);
    }

    private LuaCall begin(String script) {
        RedisSettings settings = link.settings();
        byte[] epoch = new byte[EPOCH_BYTES];
        random.nextBytes(epoch);
        return new LuaCall(script)
                .argument(settings.streamAge().toMillis())
                .argument(settings.positionAge().toMillis())
                .argument(Base64.getUrlEncoder().withoutPadding().encodeToString(epoch));
    }

    private LuaCall channelKeys(LuaCall call, ChannelName channel) {
        return call.key(link.key("s", channel.value())).key(link.key("p", channel.value()));
    }

    private static String script(String name) {
        return LuaCall.script(BrokerScripts.class, "stream.lua")
                + LuaCall.script(BrokerScripts.class, name);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
