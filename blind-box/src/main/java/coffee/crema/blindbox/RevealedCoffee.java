package coffee.crema.blindbox;

import coffee.crema.realtime.wire.RawJson;

/// A coffee that everybody may know, with what proves it: `SHA-256("blindbox-v1" 00 orderId 00 position 00 salt 00 canonical)` is its commitment.
///
/// @param position from 1
/// @param label `A` for the first
/// @param commitment as it was published before the guessing, hexadecimal
/// @param salt 32 bytes, hexadecimal
/// @param canonical the bytes that were committed to, which are UTF-8
public record RevealedCoffee(
        int position,
        String label,
        RawJson coffee,
        String commitment,
        String salt,
        String canonical) {}
