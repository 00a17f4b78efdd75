package coffee.crema.server.cluster;

import coffee.crema.server.cluster.WsClient.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Who is in a room, as one client works it out from `presence_state` and `presence_diff`.
final class PeopleList {
    private final TreeMap<String, Set<String>> refs = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private boolean begun;

    /// Somebody appeared, or is gone with the last device.
    ///
    /// @param nanos when it was told
    record Change(String user, boolean here, long nanos) {}

    static PeopleList of(Member member, String channel) {
        var list = new PeopleList();
        member.of(channel).forEach(list::take);
        return list;
    }

    Set<String> users() {
        return refs.keySet();
    }

    /// How many devices of somebody are listed.
    int devices(String user) {
        return refs.getOrDefault(user, Set.of()).size();
    }

    /// What changed by diffs, in the order in which it was told.
    List<Change> changes() {
        return changes;
    }

    private void take(Received one) {
        switch (one.name()) {
            case "presence_state" -> {
                begun = true;
                refs.clear();
                one.data().path("people").properties().forEach(e -> add(e.getKey(), e.getValue()));
            }
            case "presence_diff" -> {
                if (begun) {
                    apply(one);
                }
            }
            default -> {
                // of other features
            }
        }
    }

    private void apply(Received diff) {
        var before = new HashSet<>(refs.keySet());
        diff.data()
                .path("leaves")
                .properties()
                .forEach(entry -> {
                    Set<String> of = refs.getOrDefault(entry.getKey(), new HashSet<>());
                    entry.getValue().path("metas").forEach(meta -> of.remove(ref(meta)));
                    if (of.isEmpty()) {
                        refs.remove(entry.getKey());
                    }
                });
        diff.data().path("joins").properties().forEach(e -> add(e.getKey(), e.getValue()));
        for (String user : refs.keySet()) {
            if (!before.contains(user)) {
                changes.add(new Change(user, true, diff.nanos()));
            }
        }
        for (String user : before) {
            if (!refs.containsKey(user)) {
                changes.add(new Change(user, false, diff.nanos()));
            }
        }
    }

    private void add(String user, JsonNode person) {
        Set<String> of = refs.computeIfAbsent(user, _ -> new HashSet<>());
        person.path("metas").forEach(meta -> of.add(ref(meta)));
    }

    private static String ref(JsonNode meta) {
        return meta.get("ref").asText();
    }
}
