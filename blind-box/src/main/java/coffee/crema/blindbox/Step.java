package coffee.crema.blindbox;

/// What happens to a reveal: from one moment to the next, and what that means. Who makes it turns it into events, `next.seq - seen.seq` of them.
sealed interface Step {
    Moment next();

    record Opened(Moment next) implements Step {}

    record Locked(Moment next) implements Step {}

    record Started(Moment next) implements Step {}

    /// One coffee, on time.
    ///
    /// @param dueMs when it was due
    record Revealed(Moment next, int position, long dueMs) implements Step {}

    /// What came due while no node was up, all at once.
    ///
    /// @param from the first position that nobody has seen
    record CaughtUp(Moment next, int from) implements Step {}

    /// @param from the first position that nobody has seen, beyond the last one when all were shown on time
    record Completed(Moment next, int from, long dueMs) implements Step {}

    record Paused(Moment next) implements Step {}

    record Resumed(Moment next) implements Step {}

    record Aborted(Moment next) implements Step {}
}
