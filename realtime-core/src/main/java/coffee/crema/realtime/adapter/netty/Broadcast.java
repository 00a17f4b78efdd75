package coffee.crema.realtime.adapter.netty;

import coffee.crema.realtime.wire.ServerMessage;
import coffee.crema.realtime.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/// One message for many, encoded once in each format that has a member. Shared between loops: nobody changes the arrays.
///
/// @param atMs when its event was published, Unix milliseconds; 0 when it is no event
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Broadcast(byte @Nullable [] json, byte @Nullable [] cbor, long atMs) {

    static Broadcast of(ServerMessage message, MessageEncoder encoder, boolean json, boolean cbor) {
        return new Broadcast(
                json ? encoder.encode(WireFormat.JSON, message) : null,
                cbor ? encoder.encode(WireFormat.CBOR, message) : null,
                message instanceof ServerMessage.Happened happened ? happened.event().atMs() : 0);
    }

    byte @Nullable [] payload(WireFormat format) {
        return switch (format) {
            case JSON -> json;
            case CBOR -> cbor;
        };
    }

    int payloadBytes() {
        return (json == null ? 0 : json.length) + (cbor == null ? 0 : cbor.length);
    }
}
