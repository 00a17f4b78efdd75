package coffee.crema.realtime.connection;

/// What a client may ask for: a record, one for each wire name. Each feature has its own sealed family of them.
public interface ClientCommand {}
