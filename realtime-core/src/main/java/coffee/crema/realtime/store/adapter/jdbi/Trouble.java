package coffee.crema.realtime.store.adapter.jdbi;

/// Whose fault a failure is, and so what to do about it.
enum Trouble {
    /// The work's own: it refused, or its statement is wrong. Nothing else is affected.
    OWN,
    /// The database asks for the same work again: a deadlock, a serialization failure.
    REPEAT,
    /// The connection is gone; another may be had.
    LOST,
    /// The database is there and cannot: a timeout, a full disk, no memory, a standby.
    UNABLE
}
