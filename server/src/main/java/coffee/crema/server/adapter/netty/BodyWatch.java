package coffee.crema.server.adapter.netty;

import io.micrometer.core.instrument.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Between the HTTP codec and Micronaut: gives the body of each request its time, and gathers it in one buffer.
///
/// A body that comes in single bytes would otherwise be kept as thousands of pieces, each of which holds the whole buffer that it was read into. Here it costs its own size. A body that is
/// larger than it may be is refused here, while it comes, and what follows of it is forgotten.
///
/// **Threading.** One for each connection, on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written ends the connection
final class BodyWatch extends ChannelDuplexHandler {
    private static final int FIRST_BYTES = 1024;

    /// What comes of a body after it was refused: a client that sends more does not want the answer.
    private static final int FORGOTTEN_BYTES_MAX = 16 * 1024 * 1024;

    private static final String LATE =
            """
            {"error":{"code":"timeout","number":1402,"message":"the body of the request did not come in time","retryable":true}}
            """;

    private static final String BUSY =
            """
            {"error":{"code":"unavailable","number":1401,"message":"too many files at once","retryable":true,"retryAfterMs":2000}}
            """;

    private final Limits limits;
    private @Nullable Future<?> timeout;

    /// What came of the body so far, if anything.
    private @Nullable ByteBuf body;

    private int bytesMax;
    private boolean file;
    private boolean refused;
    private long forgottenBytes;
    private long requests;
    private long answersBegun;
    private long answersEnded;

    /// @param whole from the head to the end of the body
    /// @param bytesMax of a body that is no file
    record Limits(Duration whole, int bytesMax, FileBodies files, Counter late, Counter tooLarge) {}

    BodyWatch(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head && !(message instanceof LastHttpContent)) {
            begin(ctx, head);
        } else if (message instanceof HttpContent content) {
            content(ctx, content);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        if (refused) {
            ReferenceCountUtil.release(head);
            return;
        }
        requests++;
        timeout =
                ctx.executor()
                        .schedule(
                                () -> late(ctx), limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        boolean asksForFile = limits.files().isFile(head);
        file = asksForFile && limits.files().take();
        bytesMax = file ? limits.files().bytesMax() : limits.bytesMax();
        boolean sound = head.decoderResult().isSuccess();
        if (sound && asksForFile && !file) {
            refuse(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, BUSY);
        } else if (sound && HttpUtil.getContentLength(head, 0L) > bytesMax) {
            refuseTooLarge(ctx);
        } else {
            ctx.fireChannelRead(head);
        }
    }

    private void content(ChannelHandlerContext ctx, HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        int bytes = content.content().readableBytes();
        if (!refused && !answered() && gathered() + bytes > bytesMax) {
            refuseTooLarge(ctx);
        }
        if (refused) {
            forget(ctx, content);
        } else if (last || answered() || content.decoderResult().isFailure()) {
            // What was answered before its body came is not waited for by anyone.
            release(ctx);
            giveBack();
            if (last) {
                stop();
            }
            ctx.fireChannelRead(content);
        } else {
            gather(ctx, content);
        }
    }

    private void forget(ChannelHandlerContext ctx, HttpContent content) {
        forgottenBytes += content.content().readableBytes();
        boolean over = content instanceof LastHttpContent || forgottenBytes > FORGOTTEN_BYTES_MAX;
        content.release();
        if (over) {
            ctx.close();
        }
    }

    private void refuseTooLarge(ChannelHandlerContext ctx) {
        (file ? limits.files().tooLarge() : limits.tooLarge()).increment();
        refuse(ctx, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, tooLarge());
    }

    private boolean answered() {
        return answersBegun >= requests;
    }

    private int gathered() {
        return body == null ? 0 : body.readableBytes();
    }

    private String tooLarge() {
        return """
        {"error":{"code":"too_large","number":1004,"message":"the body of the request is too large","retryable":false,"limit":%d}}
        """
                .formatted(bytesMax);
    }

    private void gather(ChannelHandlerContext ctx, HttpContent content) {
        if (body == null) {
            int first = Math.max(content.content().readableBytes(), FIRST_BYTES);
            body = ctx.alloc().buffer(Math.min(first, bytesMax), bytesMax);
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
        if (body != null || refused) {
            // Nobody behind has seen anything that would make it ask for more.
            ctx.read();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (refused) {
            // The request was answered here.
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
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
        if (refused) {
            ctx.close();
        } else {
            refuse(ctx, HttpResponseStatus.REQUEST_TIMEOUT, LATE)
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Answers this request, unless it has its answer, or those before it are not answered yet: then the connection just ends. What follows of the body is forgotten.
    private ChannelFuture refuse(
            ChannelHandlerContext ctx, HttpResponseStatus status, String json) {
        boolean next = answersBegun == requests - 1 && answersEnded == requests - 1;
        refused = true;
        drop();
        if (!next) {
            return ctx.close();
        }
        ByteBuf text =
                ByteBufUtil.encodeString(
                        ctx.alloc(), CharBuffer.wrap(json), StandardCharsets.UTF_8);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, text);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.read();
        return ctx.writeAndFlush(answer);
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
        drop();
    }

    private void drop() {
        if (body != null) {
            body.release();
            body = null;
        }
        giveBack();
    }

    private void giveBack() {
        if (file) {
            file = false;
            limits.files().giveBack();
        }
    }

    private void stop() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
