package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Reads a client's frames (RFC 6455, section 5) and puts messages together, within bounds.
///
/// It keeps 14 bytes between frames, and of an unfinished message only what has arrived. One per socket; called on its loop only.
final class FrameReader {

    /// What was read. Called from {@link #read}.
    interface Sink {

        /// @param opcode {@link Frames#TEXT} or {@link Frames#BINARY}
        /// @param payload unmasked, not inflated, UTF-8 not checked
        void message(int opcode, boolean deflated, byte[] payload);

        void ping(byte[] payload);

        /// @param code what the client gave as its reason, -1 when nothing
        void closed(int code);

        /// The client broke the rules; nothing but its close frame is read from here on.
        void failed(CloseCode code);
    }

    private static final byte[] NOTHING = new byte[0];

    private final Sink sink;
    private final LargeMessages large;
    private final boolean deflateAgreed;
    private final int fragmentsMax;
    private int messageBytesMax;

    // The frame at hand.
    private final byte[] head = new byte[14];
    private int headLength;
    private boolean inPayload;
    private long payloadLeft;
    private int maskPhase;
    private byte[] control = NOTHING;
    private int controlLength;

    // The message at hand; opcode 0 is none.
    private int messageOpcode;
    private boolean messageDeflated;
    private byte[] message = NOTHING;
    private int messageLength;
    private int fragments;

    /// What the message at hand has of the room for large ones.
    private int largeBytes;

    private boolean closeOnly;
    private boolean lost;

    FrameReader(
            Sink sink,
            LargeMessages large,
            boolean deflateAgreed,
            int messageBytesMax,
            int fragmentsMax) {
        this.sink = sink;
        this.large = large;
        this.deflateAgreed = deflateAgreed;
        this.messageBytesMax = messageBytesMax;
        this.fragmentsMax = fragmentsMax;
    }

    void limit(int bytesMax) {
        this.messageBytesMax = bytesMax;
    }

    int limit() {
        return messageBytesMax;
    }

    /// From now on everything but the client's close frame is thrown away.
    void onlyClose() {
        closeOnly = true;
        letGo();
    }

    private void letGo() {
        message = NOTHING;
        messageLength = 0;
        large.giveBack(largeBytes);
        largeBytes = 0;
    }

    /// Reads up to the end of a frame, or all that is there.
    void read(ByteBuf in) {
        if (lost) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inPayload && !readHead(in)) {
            return;
        }
        readPayload(in);
        if (payloadLeft == 0) {
            inPayload = false;
            headLength = 0;
            finishFrame();
        }
    }

    /// @return whether the head is complete and its payload may follow
    private boolean readHead(ByteBuf in) {
        while (headLength < headSize()) {
            int some = Math.min(headSize() - headLength, in.readableBytes());
            if (some == 0) {
                return false;
            }
            in.readBytes(head, headLength, some);
            headLength += some;
            if (headLength == 2 && !startsWell()) {
                lose(CloseCode.PROTOCOL_ERROR);
                return false;
            }
        }
        return startPayload();
    }

    private int headSize() {
        if (headLength < 2) {
            return 2;
        }
        int shortLength = head[1] & 0x7f;
        return 6 + (shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8);
    }

    private int opcode() {
        return head[0] & 0x0f;
    }

    private boolean isFinal() {
        return (head[0] & Frames.FIN) != 0;
    }

    private boolean isControl() {
        return opcode() >= Frames.CLOSE;
    }

    private boolean startsWell() {
        boolean rsv1 = (head[0] & Frames.RSV1) != 0;
        boolean masked = (head[1] & 0x80) != 0;
        if (!masked || (head[0] & 0x30) != 0) {
            return false;
        }
        return switch (opcode()) {
            case Frames.TEXT, Frames.BINARY ->
                    (closeOnly || messageOpcode == 0) && (!rsv1 || deflateAgreed);
            case Frames.CONTINUATION -> (closeOnly || messageOpcode != 0) && !rsv1;
            case Frames.CLOSE, Frames.PING, Frames.PONG ->
                    isFinal() && !rsv1 && (head[1] & 0x7f) <= Frames.CONTROL_BYTES_MAX;
            default -> false;
        };
    }

    private boolean startPayload() {
        long length = Frames.announcedLength(head);
        if (length < 0) {
            lose(CloseCode.PROTOCOL_ERROR);
            return false;
        }
        inPayload = true;
        payloadLeft = length;
        maskPhase = 0;
        controlLength = 0;
        if (isControl()) {
            control = new byte[(int) length];
        } else if (!closeOnly) {
            startFragment(length);
        }
        return true;
    }

    private void startFragment(long length) {
        if (opcode() != Frames.CONTINUATION) {
            messageOpcode = opcode();
            messageDeflated = (head[0] & Frames.RSV1) != 0;
            fragments = 0;
        }
        fragments++;
        if (fragments > fragmentsMax || length > messageBytesMax - messageLength) {
            onlyClose();
            sink.failed(CloseCode.TOO_LARGE);
        }
    }

    private void readPayload(ByteBuf in) {
        int some = (int) Math.min(payloadLeft, in.readableBytes());
        payloadLeft -= some;
        if (isControl()) {
            in.readBytes(control, controlLength, some);
            unmask(control, controlLength, some);
            controlLength += some;
        } else if (closeOnly) {
            in.skipBytes(some);
        } else {
            if (!makeRoom(some)) {
                in.skipBytes(some);
                onlyClose();
                sink.failed(CloseCode.OVERLOADED);
                return;
            }
            in.readBytes(message, messageLength, some);
            unmask(message, messageLength, some);
            messageLength += some;
        }
    }

    /// A message that arrives whole, as most do, is read into an array of its exact size; otherwise the array grows with what arrives, not with
    /// what is announced.
    ///
    /// @return false when too many large messages arrive on this node
    private boolean makeRoom(int bytes) {
        int needed = messageLength + bytes;
        if (needed > message.length) {
            boolean whole = payloadLeft == 0 && isFinal();
            int size = whole ? needed : Math.max(needed, Math.min(2 * needed, messageBytesMax));
            if (size > LargeMessages.LARGE_BYTES) {
                if (!large.take(size - largeBytes)) {
                    return false;
                }
                largeBytes = size;
            }
            message = Arrays.copyOf(message, size);
        }
        return true;
    }

    private void unmask(byte[] bytes, int from, int count) {
        Frames.unmask(bytes, from, count, head, headLength - 4, maskPhase);
        maskPhase = (maskPhase + count) & 3;
    }

    private void finishFrame() {
        switch (opcode()) {
            case Frames.CLOSE -> finishClose();
            case Frames.PING -> {
                if (!closeOnly) {
                    sink.ping(control);
                }
            }
            case Frames.PONG -> {}
            default -> {
                if (!closeOnly && isFinal()) {
                    finishMessage();
                }
            }
        }
        control = NOTHING;
    }

    private void finishMessage() {
        byte[] whole =
                messageLength == message.length ? message : Arrays.copyOf(message, messageLength);
        int opcode = messageOpcode;
        letGo();
        messageOpcode = 0;
        sink.message(opcode, messageDeflated, whole);
    }

    private void finishClose() {
        if (control.length == 0) {
            lost = true;
            sink.closed(-1);
            return;
        }
        int code = control.length < 2 ? 0 : ((control[0] & 0xff) << 8) | (control[1] & 0xff);
        if (!Frames.isCloseCode(code)
                || !Utf8.isValid(Arrays.copyOfRange(control, 2, control.length))) {
            lose(CloseCode.PROTOCOL_ERROR);
            return;
        }
        lost = true;
        sink.closed(code);
    }

    /// Where the next frame starts can no longer be known.
    private void lose(CloseCode code) {
        lost = true;
        onlyClose();
        sink.failed(code);
    }
}
