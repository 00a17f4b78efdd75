package coffee.crema.presence.adapter.memory;

import coffee.crema.presence.PresenceTable;
import coffee.crema.presence.PresenceTableContract;

class MemoryPresenceTableTest extends PresenceTableContract {
    private final PresenceTable table = new MemoryPresenceTable();

    @Override
    protected PresenceTable table() {
        return table;
    }
}
