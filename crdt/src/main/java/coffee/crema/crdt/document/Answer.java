package coffee.crema.crdt.document;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.graph.ChangeGraph;
import coffee.crema.crdt.wire.BloomFilter;
import coffee.crema.crdt.wire.SyncMessage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a client is answered on the general path: after it came, after a reset, and while it knows what we do not. Decided without I/O.
///
/// @param send indexes of the changes that it lacks
/// @param need what we ask for
/// @param lastSync a point that both sides know
/// @param bloom what we have beyond it
/// @param inSync whether, with this answer, both sides know the same
record Answer(
        BitSet send,
        List<ChangeHash> need,
        List<ChangeHash> lastSync,
        BloomFilter bloom,
        boolean inSync) {

    private static final SyncMessage.Have NOTHING =
            new SyncMessage.Have(List.of(), BloomFilter.empty());

    /// @param said the client's last message
    /// @param missing what changes of the client wait for
    static Answer to(
            SyncMessage said, ChangeGraph graph, Link link, Collection<ChangeHash> missing) {
        SyncMessage.Have have = said.have().isEmpty() ? NOTHING : said.have().getFirst();
        var known = new ArrayList<ChangeHash>();
        var unknown = new ArrayList<ChangeHash>();
        for (ChangeHash head : said.heads()) {
            (graph.contains(head) ? known : unknown).add(head);
        }
        if (link.refused || !link.mayWrite()) {
            unknown.clear();
        }
        List<ChangeHash> common = have.lastSync().stream().filter(graph::contains).toList();
        var shared = new LinkedHashSet<>(known);
        shared.addAll(common);
        BitSet has = graph.ancestors(shared);
        has.set(0, Math.min(link.sent, graph.size()));
        boolean exact = unknown.isEmpty();
        BitSet send = lacked(graph, has, exact ? BloomFilter.empty() : have.bloom());
        for (ChangeHash asked : said.need()) {
            int index = graph.indexOf(asked);
            if (index >= 0) {
                send.set(index);
            }
        }
        Set<ChangeHash> need = new LinkedHashSet<>(unknown);
        need.addAll(missing);
        if (exact) {
            return new Answer(
                    send, List.copyOf(need), graph.heads(), BloomFilter.empty(), need.isEmpty());
        }
        List<ChangeHash> point =
                known.isEmpty() && common.size() == have.lastSync().size() ? common : known;
        return new Answer(send, List.copyOf(need), point, beyond(graph, point), false);
    }

    /// What the client does not have, and does not seem to have. What depends on something sent is sent, too: it cannot be there without it.
    private static BitSet lacked(ChangeGraph graph, BitSet has, BloomFilter theirs) {
        var send = new BitSet(graph.size());
        for (int index = has.nextClearBit(0);
                index < graph.size();
                index = has.nextClearBit(index + 1)) {
            if (theirs.isEmpty()
                    || graph.dependsOnAny(index, send)
                    || !theirs.mayHold(graph.hashAt(index))) {
                send.set(index);
            }
        }
        return send;
    }

    private static BloomFilter beyond(ChangeGraph graph, List<ChangeHash> point) {
        BitSet before = graph.ancestors(point);
        var hashes = new ArrayList<ChangeHash>();
        for (int index = before.nextClearBit(0);
                index < graph.size();
                index = before.nextClearBit(index + 1)) {
            hashes.add(graph.hashAt(index));
        }
        return BloomFilter.of(hashes);
    }

    byte[] encode(ChangeGraph graph, List<byte[]> chunks) {
        return SyncMessage.encode(graph.heads(), need, lastSync, bloom, chunks);
    }
}
