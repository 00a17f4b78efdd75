package coffee.crema.realtime.ranking.adapter.memory;

import coffee.crema.realtime.ranking.Rankings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// {@link Rankings} of a node alone. The boards that were not looked at for longest are let go of.
public final class MemoryRankings implements Rankings {
    /// Boards held at once.
    static final int BOARDS_MAX = 1_000;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::points).reversed().thenComparing(Entry::member);

    private record Board(long version, List<Ranked> ranked) {}

    /// Guarded by this.
    private final Map<String, Board> boards = new LinkedHashMap<>(16, 0.75f, true);

    @Override
    public synchronized CompletionStage<Void> load(
            String board, long version, List<Entry> entries) {
        Board there = boards.get(board);
        if (there == null || there.version() < version) {
            boards.put(board, new Board(version, ranked(entries)));
            if (boards.size() > BOARDS_MAX) {
                boards.remove(boards.keySet().iterator().next());
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private static List<Ranked> ranked(List<Entry> entries) {
        List<Entry> sorted = entries.stream().sorted(ORDER).toList();
        List<Ranked> ranked = new ArrayList<>(sorted.size());
        long place = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Entry entry = sorted.get(i);
            boolean shared = i > 0 && sorted.get(i - 1).points() == entry.points();
            place = shared ? place : i + 1;
            ranked.add(new Ranked(place, entry.member(), entry.points()));
        }
        return ranked;
    }

    @Override
    public synchronized CompletionStage<Optional<Window>> window(
            String board, long from, int limit) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(boards.get(board))
                        .map(b -> part(b, from, Math.addExact(from, limit))));
    }

    @Override
    public synchronized CompletionStage<Optional<Window>> around(
            String board, String member, int each) {
        return CompletableFuture.completedFuture(
                Optional.ofNullable(boards.get(board)).map(b -> around(b, member, each)));
    }

    private static Window around(Board board, String member, int each) {
        for (int i = 0; i < board.ranked().size(); i++) {
            if (board.ranked().get(i).member().equals(member)) {
                return part(board, i - each, i + each + 1L);
            }
        }
        return new Window(board.ranked().size(), List.of());
    }

    private static Window part(Board board, long from, long to) {
        int size = board.ranked().size();
        int first = (int) Math.clamp(from, 0L, size);
        int last = Math.clamp(to, first, size);
        return new Window(size, board.ranked().subList(first, last));
    }
}
