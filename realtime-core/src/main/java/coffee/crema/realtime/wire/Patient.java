package coffee.crema.realtime.wire;

/// Data of an answer that may be written a few milliseconds later, together with other things for the same socket. For answers after which nothing else is sent that
/// must not come before them.
public interface Patient {}
