package coffee.crema.server.adapter.netty;

import coffee.crema.realtime.adapter.netty.WebSocketDoor;
import coffee.crema.server.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the doors behind the HTTP codec of every connection, before Micronaut sees the request.
@Singleton
final class DoorPlug implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final String DOOR = "crema-door-";
    private static final String BODIES = "crema-bodies";

    /// The largest body that is no file.
    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final List<WebSocketDoor> doors;
    private final BodyWatch.Limits bodies;

    DoorPlug(List<WebSocketDoor> doors, Settings settings, MeterRegistry meters) {
        this.doors = List.copyOf(doors);
        this.bodies =
                new BodyWatch.Limits(
                        settings.limits().bodyTimeout(),
                        BODY_BYTES_MAX,
                        new FileBodies(meters),
                        meters.counter("crema.http.bodies.late"),
                        meters.counter("crema.http.bodies.too-large"));
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(
            BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        NettyServerCustomizer.Registry registry = event.getBean();
        registry.register(new Plug(null));
        return registry;
    }

    /// For one connection; the prototype that connections are specialized from has none.
    private final class Plug implements NettyServerCustomizer {
        private final @Nullable Channel channel;

        Plug(@Nullable Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel specific, ChannelRole role) {
            return new Plug(specific);
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel == null) {
                return;
            }
            var pipeline = channel.pipeline();
            String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            if (pipeline.get(codec) != null) {
                pipeline.addAfter(codec, BODIES, new BodyWatch(bodies));
                for (int i = 0; i < doors.size(); i++) {
                    pipeline.addAfter(codec, DOOR + i, doors.get(i).upgrades());
                }
            }
        }
    }
}
