package coffee.crema.blindbox;

import coffee.crema.realtime.UserId;

/// A blind box as it is stored, without its answers.
///
/// @param openToAll whether everyone in the room may guess, or those who were given the right
/// @param guessers how many people have guessed
/// @param published number of the newest event that is known to have reached the room's channel
public record BlindBox(
        OrderId id,
        String title,
        GuessForm form,
        UserId createdBy,
        long createdAtMs,
        Course course,
        boolean openToAll,
        Moment moment,
        int guessers,
        long published) {}
