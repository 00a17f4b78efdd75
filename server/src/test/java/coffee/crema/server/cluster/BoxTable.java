package coffee.crema.server.cluster;

import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a careful watcher of one blind box has on its screen, from all that it was told: events and snapshots, in the order of their coming.
final class BoxTable {
    /// A key for nodes that share a database.
    static final String KEY = "test:" + Base64.getEncoder().encodeToString(new byte[32]);

    final String order;

    /// What is shown, by position, and when each was first told (nanoseconds).
    final SortedMap<Integer, JsonNode> coffees = new TreeMap<>();

    final Map<Integer, Long> firstNanos = new TreeMap<>();

    /// Positions in the order in which they came on the screen.
    final List<Integer> shown = new ArrayList<>();

    /// Coffees that were told otherwise a second time: must stay empty.
    final List<String> contradictions = new ArrayList<>();

    private long seq;
    private boolean complete;

    private BoxTable(String order) {
        this.order = order;
    }

    static BoxTable of(WsClient client, String order) {
        var table = new BoxTable(order);
        client.received().forEach(table::take);
        return table;
    }

    boolean complete() {
        return complete;
    }

    private void take(Received one) {
        JsonNode data = one.type().equals("snapshot") ? one.data().path("blindBox") : one.data();
        if (!data.path("orderId").asText().equals(order)) {
            return;
        }
        boolean event = one.type().equals("event");
        long told = data.path("seq").asLong();
        if (event && told <= seq) {
            return; // a client drops what it has
        }
        seq = Math.max(seq, told);
        switch (one.name()) {
            case "coffee-revealed" -> show(data, one.nanos());
            case "blindbox.caught-up", "snapshot" ->
                    data.path("revealed").forEach(coffee -> show(coffee, one.nanos()));
            default -> {
                // Shows no coffee.
            }
        }
        complete |=
                one.name().equals("reveal-complete")
                        || data.path("state").asText().equals("complete");
    }

    private void show(JsonNode coffee, long nanos) {
        int position = coffee.path("position").asInt();
        JsonNode before = coffees.putIfAbsent(position, coffee);
        if (before == null) {
            shown.add(position);
            firstNanos.put(position, nanos);
        } else if (!before.path("canonical").equals(coffee.path("canonical"))) {
            contradictions.add("position " + position);
        }
    }

    static Map<String, Object> schedule(String order, int coffees, int countdown, int interval) {
        List<Object> items = new ArrayList<>();
        for (int i = 1; i <= coffees; i++) {
            items.add(Map.of("coffee", Map.of("id", "c-" + i, "name", name(order, i))));
        }
        return Map.of(
                "orderId",
                order,
                "items",
                items,
                "countdown",
                countdown,
                "interval",
                interval,
                "openToAll",
                true);
    }

    /// A name that nothing else has.
    static String name(String order, int position) {
        return "SECRET-" + order + "-" + position;
    }

    static String room(String order) {
        return "blind-box-" + order;
    }
}
