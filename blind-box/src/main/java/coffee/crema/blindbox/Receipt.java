package coffee.crema.blindbox;

/// What somebody has in hand who has guessed: that these guesses came in, and when. It says nothing about whether they are right.
///
/// @param number of this person's guesses for the box, from 1: the highest before the lock counts
/// @param atMs by the server's clock
/// @param digest SHA-256 over the guesses as canonical JSON, hexadecimal
/// @param signature over all of it, by a key that the cluster alone has; base64url
public record Receipt(
        String orderId, String userId, int number, long atMs, String digest, String signature) {}
