package coffee.crema.server.adapter.netty;

import coffee.crema.realtime.adapter.netty.WebSocketDoor;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Puts the native door behind the HTTP codec of every connection, before Micronaut sees the request.
@Singleton
final class DoorPlug implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private static final String NAME = "crema-door";

    private final WebSocketDoor door;

    DoorPlug(WebSocketDoor door) {
        this.door = door;
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
                pipeline.addAfter(codec, NAME, door.upgrades());
            }
        }
    }
}
