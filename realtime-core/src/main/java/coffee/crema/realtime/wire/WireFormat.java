package coffee.crema.realtime.wire;

/// How messages are written on a socket; chosen by subprotocol.
public enum WireFormat {
    /// UTF-8 JSON in text frames.
    JSON("crema.v1.json"),
    /// RFC 8949 CBOR in binary frames.
    CBOR("crema.v1.cbor");

    private final String subprotocol;

    WireFormat(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    public String subprotocol() {
        return subprotocol;
    }
}
