package coffee.crema.crdt.worker.adapter.automerge;

import java.io.DataInputStream;
import java.io.IOException;

/// How calls go to a worker and come back: `u32` length of what follows, `u32` number of the call, `u8` command, `u64` copy, payload; the answer has a status in place
/// of command and copy. One call at a time.
final class Pipe {
    static final int REQUEST_HEAD = 4 + 1 + 8;
    static final int REPLY_HEAD = 4 + 1;

    /// Of one frame: a gathered batch of the largest changes, or the largest answer.
    static final int FRAME_BYTES_MAX = 64 << 20;

    private Pipe() {}

    /// @return -1 at the end of the stream
    /// @throws IOException when the length is out of range
    static int length(DataInputStream in, int head) throws IOException {
        int first = in.read();
        if (first < 0) {
            return -1;
        }
        int length =
                first << 24
                        | in.readUnsignedByte() << 16
                        | in.readUnsignedByte() << 8
                        | in.readUnsignedByte();
        if (length < head || length > FRAME_BYTES_MAX) {
            throw new IOException("a frame's length is out of range");
        }
        return length;
    }
}
