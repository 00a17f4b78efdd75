package coffee.crema.realtime.connection;

/// A command as it is registered: its wire name, its shape, its weight and who carries it out.
///
/// @param name for example `room.join`
/// @param type a record; its components are the fields of `data`, `Optional` and `@Nullable` ones may be absent
/// @param cost units taken from the user's budget; 0 for commands with a limit of their own
public record CommandType<C extends ClientCommand>(
        String name, Class<C> type, int cost, CommandHandler<C> handler) {
    public CommandType {
        if (!name.matches("[a-z]+([.-][a-z]+)*") || cost < 0 || cost > 100) {
            throw new IllegalArgumentException("not a command: " + name + ", cost " + cost);
        }
    }
}
