package coffee.crema.realtime.adapter.netty;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// permessage-deflate for all sockets of an event loop: as no context is taken over, one inflater and one deflater serve them in turn.
final class Compression {
    /// Smaller answers are not worth the processor time.
    static final int DEFLATE_BYTES_MIN = 1024;

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final int DEFLATE_LEVEL = 3;

    private final int inflatedBytesMax;
    private @Nullable Inflater inflater;
    private @Nullable Deflater deflater;
    private byte[] scratch = new byte[0];

    Compression(int inflatedBytesMax) {
        this.inflatedBytesMax = inflatedBytesMax;
    }

    /// @return the message, or null when it is larger than `bytesMax`
    /// @throws DataFormatException when it was not deflated
    byte @Nullable [] inflate(byte[] message, int bytesMax) throws DataFormatException {
        if (inflater == null) {
            inflater = new Inflater(true);
        }
        byte[] out = scratch(inflatedBytesMax + 1);
        int limit = Math.min(bytesMax, inflatedBytesMax) + 1;
        inflater.reset();
        inflater.setInput(message);
        boolean tailGiven = false;
        int length = 0;
        while (length < limit) {
            int inflated = inflater.inflate(out, length, limit - length);
            length += inflated;
            if (inflated == 0) {
                if (inflater.needsDictionary()) {
                    throw new DataFormatException("a preset dictionary was not agreed");
                }
                if (inflater.finished() || tailGiven) {
                    return Arrays.copyOf(out, length);
                }
                inflater.setInput(TAIL);
                tailGiven = true;
            }
        }
        return null;
    }

    /// @return the deflated message, or null when that is not shorter
    byte @Nullable [] deflate(byte[] message) {
        if (deflater == null) {
            deflater = new Deflater(DEFLATE_LEVEL, true);
        }
        byte[] out = scratch(message.length);
        deflater.reset();
        deflater.setInput(message);
        int length = deflater.deflate(out, 0, message.length, Deflater.SYNC_FLUSH);
        boolean whole = length < message.length && deflater.needsInput() && length > TAIL.length;
        byte[] deflated = whole ? Arrays.copyOf(out, length - TAIL.length) : null;
        if (scratch.length > inflatedBytesMax + 1) {
            scratch = new byte[0];
        }
        return deflated;
    }

    private byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[bytes];
        }
        return scratch;
    }

    /// Frees native memory; the loop has no sockets at the moment.
    void release() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
        scratch = new byte[0];
    }
}
