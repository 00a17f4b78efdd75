package coffee.crema.server.cluster;

import coffee.crema.realtime.wire.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.SocketFactory;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// One socket of a {@link WsClient}, from its opening to its end. Once abandoned it says nothing more.
final class WsSocket extends WebSocketListener {
    private static final int SOCKETS_MAX = 20_000;
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder()
                    .readTimeout(Duration.ZERO)
                    .connectTimeout(Duration.ofSeconds(20))
                    .dispatcher(dispatcher())
                    .socketFactory(new AbruptSockets())
                    .build();

    private final WireFormat format;
    private final ObjectMapper mapper;
    private final Listener listener;
    private final CompletableFuture<WsClient.Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private volatile boolean abandoned;

    /// Called on a thread of the socket.
    interface Listener {
        void opened(WsSocket socket);

        void message(WsSocket socket, JsonNode message);

        /// A message as it came, before it is read.
        default void raw(byte[] message) {}

        void ended(WsSocket socket, WsClient.Closed how);
    }

    WsSocket(URI ws, WireFormat format, ObjectMapper mapper, Listener listener) {
        this.format = format;
        this.mapper = mapper;
        this.listener = listener;
        var request =
                new Request.Builder()
                        .url(ws.toString().replaceFirst("^ws", "http"))
                        .header("Sec-WebSocket-Protocol", format.subprotocol())
                        .build();
        socket = HTTP.newWebSocket(request, this);
    }

    /// A socket takes a thread for as long as it is open.
    private static Dispatcher dispatcher() {
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(SOCKETS_MAX);
        return dispatcher;
    }

    /// Sockets whose end without a goodbye is a reset, as when a process dies.
    private static final class AbruptSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            var socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 0);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }

    CompletableFuture<WsClient.Closed> closed() {
        return closed;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    void send(JsonNode message) {
        try {
            send(mapper.writeValueAsBytes(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] bytes) {
        switch (format) {
            case JSON -> socket.send(ByteString.of(bytes).utf8());
            case CBOR -> socket.send(ByteString.of(bytes));
        }
    }

    /// Cuts the connection without a close frame.
    void cut() {
        abandoned = true;
        socket.cancel();
    }

    /// Says goodbye.
    void close() {
        abandoned = true;
        socket.close(1000, null);
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        listener.opened(this);
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        read(ByteString.encodeUtf8(text).toByteArray());
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        read(bytes.toByteArray());
    }

    private void read(byte[] bytes) {
        listener.raw(bytes);
        try {
            listener.message(this, mapper.readTree(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(code == 1005 ? 1000 : code, null);
        end(new WsClient.Closed(code, reason));
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        String reason = response == null ? String.valueOf(failure) : "HTTP " + response.code();
        end(new WsClient.Closed(1006, reason));
    }

    private void end(WsClient.Closed how) {
        listener.ended(this, how);
        closed.complete(how);
    }
}
