package coffee.crema.crdt.worker.adapter.automerge;

import coffee.crema.crdt.worker.Command;
import coffee.crema.crdt.worker.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/// A worker: reads calls from its standard input, answers to its standard output, and ends with its input. Needs this module's classes and automerge-java only.
public final class WorkerMain {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration PARENT_WATCH = Duration.ofSeconds(1);

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        // What anything prints must not go between the answers.
        System.setOut(System.err);
        watchParent();
        var in =
                new DataInputStream(
                        new BufferedInputStream(
                                new FileInputStream(FileDescriptor.in), BUFFER_BYTES));
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
        var desk = new Desk();
        for (int length = Pipe.length(in, Pipe.REQUEST_HEAD);
                length >= 0;
                length = Pipe.length(in, Pipe.REQUEST_HEAD)) {
            int number = in.readInt();
            Command command = Command.of(in.readUnsignedByte());
            long copy = in.readLong();
            byte[] payload = in.readNBytes(length - Pipe.REQUEST_HEAD);
            Reply reply = desk.answer(command, copy, payload);
            out.writeInt(Pipe.REPLY_HEAD + reply.body().length);
            out.writeInt(number);
            out.writeByte(reply.status().number());
            out.write(reply.body());
            out.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    /// The end of the input is not seen during a call; a worker that hangs in one must not outlive the server either.
    private static void watchParent() {
        Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(() -> {
                    var parent = ProcessHandle.current().parent();
                    while (parent.isPresent() && parent.get().isAlive()) {
                        try {
                            Thread.sleep(PARENT_WATCH);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                    Runtime.getRuntime().halt(0);
                });
    }
}
