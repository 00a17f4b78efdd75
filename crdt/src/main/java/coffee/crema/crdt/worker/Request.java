package coffee.crema.crdt.worker;

import java.time.Duration;

/// One call of a worker.
///
/// @param copy which native copy; 0 for none
/// @param payload as {@link Command} says
/// @param timeout after which the worker is killed
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Request(Command command, long copy, byte[] payload, Duration timeout) {

    static final byte[] NOTHING = {};
}
