package coffee.crema.realtime.store;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.node.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows of one node that are held in memory: waiting, under way, or published and not yet removed from the table.
///
/// Used in the turns of the relay only.
final class OutboxFeed {

    /// The rows of one channel, one under way at a time: so a failure cannot let a later row pass an earlier one.
    final class Line {
        private final ChannelName channel;
        private final ArrayDeque<Outbox.Row> rows = new ArrayDeque<>();
        private int failures;

        private Line(ChannelName channel) {
            this.channel = channel;
        }

        Outbox.Row first() {
            return rows.element();
        }

        /// The first row failed once more.
        ///
        /// @return how often in succession
        int failed() {
            return ++failures;
        }

        /// The first row is done with: published, or given up.
        ///
        /// @return whether there is another
        boolean advance() {
            Outbox.Row row = rows.remove();
            failures = 0;
            bytes -= row.event().json().length;
            toRemove.add(row);
            if (rows.isEmpty()) {
                lines.remove(channel);
                return false;
            }
            return true;
        }

        OutboxFeed feed() {
            return OutboxFeed.this;
        }
    }

    private final NodeId node;
    private final Map<ChannelName, Line> lines = new HashMap<>();
    private final Set<Long> held = new HashSet<>();
    private final List<Outbox.Row> toRemove = new ArrayList<>();
    private long bytes;
    private boolean behind;
    private boolean committedSinceRead;
    private boolean reading;
    private boolean removalPlanned;
    private boolean removing;

    /// @param behind whether the table may have rows that are not held
    OutboxFeed(NodeId node, boolean behind) {
        this.node = node;
        this.behind = behind;
    }

    NodeId node() {
        return node;
    }

    int heldRows() {
        return held.size();
    }

    boolean holds(long sequence) {
        return held.contains(sequence);
    }

    /// Whether the table may have rows that are not held. Then nothing newer is held either, until it has been read.
    boolean isBehind() {
        return behind;
    }

    void fallBehind() {
        behind = true;
        committedSinceRead = true;
    }

    boolean hasRoom(int rowsMax, long bytesMax) {
        return held.size() < rowsMax && bytes < bytesMax;
    }

    /// @return the lines that had nothing to do before
    List<Line> add(List<Outbox.Row> rows) {
        var started = new ArrayList<Line>();
        for (Outbox.Row row : rows) {
            if (held.add(row.sequence())) {
                Line line = lines.get(row.channel());
                if (line == null) {
                    line = new Line(row.channel());
                    lines.put(row.channel(), line);
                    started.add(line);
                }
                line.rows.add(row);
                bytes += row.event().json().length;
            }
        }
        return started;
    }

    /// Whether the table is to be read now: everything held has been published and removed, so that what is read is what comes next.
    boolean startReading() {
        if (!behind || reading || !held.isEmpty()) {
            return false;
        }
        reading = true;
        committedSinceRead = false;
        return true;
    }

    /// The table could not be read.
    void mayReadAgain() {
        reading = false;
    }

    /// @param whole whether these are all that the table had
    /// @return the lines that have something to do
    List<Line> read(List<Outbox.Row> rows, boolean whole) {
        reading = false;
        if (whole && !committedSinceRead) {
            // What was read is all there is; whatever is committed from now on comes after it.
            behind = false;
        }
        return add(rows);
    }

    boolean hasNothingToPublish() {
        return lines.isEmpty();
    }

    /// Whether all that the table had has been published and removed.
    boolean isDone() {
        return !behind && held.isEmpty();
    }

    /// @return whether a removal is to be planned: there is something to remove, and none is planned or under way
    boolean planRemoval() {
        if (removalPlanned || toRemove.isEmpty()) {
            return false;
        }
        removalPlanned = true;
        return true;
    }

    /// @return what to remove from the table now; empty when there is nothing, or a removal is under way
    List<Outbox.Row> startRemoving(int limit) {
        if (removing || toRemove.isEmpty()) {
            return List.of();
        }
        removing = true;
        removalPlanned = true;
        List<Outbox.Row> front = toRemove.subList(0, Math.min(limit, toRemove.size()));
        var now = List.copyOf(front);
        front.clear();
        return now;
    }

    /// @param gone whether the removal succeeded
    void removed(List<Outbox.Row> rows, boolean gone) {
        removing = false;
        removalPlanned = false;
        if (gone) {
            rows.forEach(row -> held.remove(row.sequence()));
        } else {
            toRemove.addAll(rows);
        }
    }
}
