package coffee.crema.crdt.adapter.jdbi;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentStore.Addition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts additions into an order in which each follows what it depends on; keeps the given order where it is one already. A hash that is given twice is kept once.
final class CausalOrder {

    private CausalOrder() {}

    static List<Addition> of(List<Addition> given) {
        var byHash = new LinkedHashMap<ChangeHash, Addition>();
        given.forEach(one -> byHash.putIfAbsent(one.change().hash(), one));
        return isOne(byHash) ? List.copyOf(byHash.values()) : sorted(byHash);
    }

    private static boolean isOne(Map<ChangeHash, Addition> given) {
        var later = new HashMap<>(given);
        for (Addition one : given.values()) {
            later.remove(one.change().hash());
            if (one.change().dependencies().stream().anyMatch(later::containsKey)) {
                return false;
            }
        }
        return true;
    }

    private static List<Addition> sorted(Map<ChangeHash, Addition> given) {
        var missing = new HashMap<ChangeHash, Integer>();
        var dependents = new HashMap<ChangeHash, List<Addition>>();
        var ready = new ArrayDeque<Addition>();
        for (Addition one : given.values()) {
            var within =
                    one.change().dependencies().stream()
                            .filter(given::containsKey)
                            .distinct()
                            .toList();
            within.forEach(dependency ->
                    dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(one));
            missing.put(one.change().hash(), within.size());
            if (within.isEmpty()) {
                ready.add(one);
            }
        }
        var order = new ArrayList<Addition>(given.size());
        while (!ready.isEmpty()) {
            Addition next = ready.remove();
            order.add(next);
            for (Addition one : dependents.getOrDefault(next.change().hash(), List.of())) {
                if (missing.merge(one.change().hash(), -1, Integer::sum) == 0) {
                    ready.add(one);
                }
            }
        }
        // A circle would be a hash that contains itself: it cannot be.
        return order;
    }
}
