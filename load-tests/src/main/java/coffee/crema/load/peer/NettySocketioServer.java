package coffee.crema.load.peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.store.RedissonStoreFactory;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.Redisson;
import org.redisson.config.Config;

/// netty-socketio with its Redisson store, as its documentation has it: one of two nodes.
public final class NettySocketioServer {
    private NettySocketioServer() {}

    /// usage: PORT REDIS_URI
    public static void main(String[] arguments) {
        var redis = new Config();
        redis.useSingleServer().setAddress(arguments[1]);
        var configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        configuration.setTransports(Transport.WEBSOCKET);
        configuration.setStoreFactory(new RedissonStoreFactory(Redisson.create(redis)));
        configuration.getSocketConfig().setTcpNoDelay(true);
        configuration.getSocketConfig().setAcceptBackLog(4096);
        Map<UUID, String> rooms = new ConcurrentHashMap<>();
        var server = new SocketIOServer(configuration);
        server.addEventListener(
                "join",
                String.class,
                (client, room, ack) -> {
                    // Not by client.set: that would ask Redis at every message.
                    rooms.put(client.getSessionId(), room);
                    client.joinRoom(room);
                    ack.sendAckData("ok");
                });
        server.addEventListener(
                "pub",
                Object.class,
                (client, data, ack) ->
                        server.getRoomOperations(rooms.get(client.getSessionId()))
                                .sendEvent("m", data));
        server.start();
    }
}
