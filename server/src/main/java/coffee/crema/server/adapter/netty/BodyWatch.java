package coffee.crema.server.adapter.netty;

import io.micrometer.core.instrument.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Between the HTTP codec and Micronaut: gives the body of each request its time, and gathers it in one buffer.
///
/// A body that comes in single bytes would otherwise be kept as thousands of pieces, each of which holds the whole buffer that it was read into. Here it costs its own size. Larger bodies
/// than the limit are passed on as they come, for Micronaut to refuse.
///
/// **Threading.** One for each connection, on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written ends the connection
final class BodyWatch extends ChannelDuplexHandler {
    private static final int FIRST_BYTES = 1024;

    private static final String REFUSAL =
            """
            {"error":{"code":"timeout","number":1402,"message":"the body of the request did not come in time","retryable":true}}
            """;

    private final Limits limits;
    private @Nullable Future<?> timeout;

    /// What came of the body so far, if anything.
    private @Nullable ByteBuf body;

    private boolean passingOn;
    private long requests;
    private long answersBegun;
    private long answersEnded;

    /// @param whole from the head to the end of the body
    /// @param bytesMax of a body that is gathered
    record Limits(Duration whole, int bytesMax, Counter late) {}

    BodyWatch(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest && !(message instanceof LastHttpContent)) {
            requests++;
            passingOn = false;
            timeout =
                    ctx.executor()
                            .schedule(
                                    () -> late(ctx),
                                    limits.whole().toMillis(),
                                    TimeUnit.MILLISECONDS);
            ctx.fireChannelRead(message);
        } else if (message instanceof LastHttpContent last) {
            stop();
            release(ctx);
            ctx.fireChannelRead(last);
        } else if (message instanceof HttpContent content) {
            gather(ctx, content);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void gather(ChannelHandlerContext ctx, HttpContent content) {
        int bytes = content.content().readableBytes();
        int before = body == null ? 0 : body.readableBytes();
        passingOn |= before + bytes > limits.bytesMax() || content.decoderResult().isFailure();
        if (passingOn) {
            release(ctx);
            ctx.fireChannelRead(content);
            return;
        }
        if (body == null) {
            body = ctx.alloc().buffer(Math.max(bytes, FIRST_BYTES), limits.bytesMax());
        }
        body.writeBytes(content.content());
        content.release();
    }

    /// Gives on what was gathered.
    private void release(ChannelHandlerContext ctx) {
        ByteBuf gathered = body;
        body = null;
        if (gathered != null) {
            ctx.fireChannelRead(new DefaultHttpContent(gathered));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (body != null) {
            // Nobody behind has seen anything that would make it ask for more.
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean passing =
                message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse && !passing) {
            answersBegun++;
        }
        if (message instanceof LastHttpContent && !passing) {
            answersEnded++;
        }
        ctx.write(message, promise);
    }

    private void late(ChannelHandlerContext ctx) {
        limits.late().increment();
        // Otherwise the answer would be taken for that of another request.
        boolean next = answersBegun == requests - 1 && answersEnded == requests - 1;
        if (!next) {
            ctx.close();
            return;
        }
        ByteBuf text =
                ByteBufUtil.encodeString(
                        ctx.alloc(), CharBuffer.wrap(REFUSAL), StandardCharsets.UTF_8);
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, text);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }

    private void forget() {
        stop();
        if (body != null) {
            body.release();
            body = null;
        }
    }

    private void stop() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
