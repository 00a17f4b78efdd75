package coffee.crema.realtime.hub;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.Position;
import coffee.crema.realtime.broker.Replay;
import coffee.crema.realtime.connection.Member;
import coffee.crema.realtime.wire.ServerMessage.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What members who come back are served from: the ring, and before it a **tail** that was read from the broker. Who asks while a read is under way shares its
/// answer, and the answer is kept for a few seconds: a thousand that come back together cost few reads. In the channel's turn only.
final class Past {

    /// Hears that what a subscriber asked for has been tried.
    interface Asker {
        void asked(Subscriber subscriber);
    }

    /// @param from the offset before the first event
    private record Tail(String epoch, long from, List<Happened> events, long bytes) {
        long to() {
            return from + events.size();
        }
    }

    private final ChannelName channel;
    private final HubParts parts;
    private final Mailbox mailbox;
    private final Ring ring;
    private final FeedStream stream;
    private final Asker asker;
    private final CatchUps catchUps;
    private List<Subscriber> waiting = new ArrayList<>();
    private boolean reading;

    /// How often the past was taken back. What a read that began before then brings is not kept.
    private int forgotten;

    /// The stream was being compared when the past was taken back.
    private boolean forgetAgain;

    private @Nullable Tail tail;

    Past(
            ChannelName channel,
            HubParts parts,
            Mailbox mailbox,
            Ring ring,
            FeedStream stream,
            Asker asker) {
        this.channel = channel;
        this.parts = parts;
        this.mailbox = mailbox;
        this.ring = ring;
        this.stream = stream;
        this.asker = asker;
        this.catchUps = new CatchUps(parts, mailbox);
    }

    /// Whether everything from `since` to the stream's position is at hand.
    boolean covers(Position since) {
        return since.epoch().equals(stream.epoch())
                && since.offset() <= stream.offset()
                && (inRing(since) || inTail(since));
    }

    boolean inRing(Position since) {
        return ring.reaches(since.offset(), stream.offset());
    }

    private boolean inTail(Position since) {
        return tail != null
                && tail.epoch.equals(stream.epoch())
                && tail.from <= since.offset()
                && tail.to() >= since.offset()
                && ring.reaches(Math.min(tail.to(), stream.offset()), stream.offset());
    }

    /// How much a member would be sent. Only when covered.
    long bytesAfter(long since) {
        long bytes = 0;
        for (long next = since + 1; next <= stream.offset(); next++) {
            bytes += Ring.bytesOf(at(next));
        }
        return bytes;
    }

    /// Sends everything after `since`. Only when covered.
    void sendAfter(long since, Member member) {
        if (since < stream.offset()) {
            member.socket()
                    .send(catchUps.of(since, stream.position(), bytesAfter(since), this::at));
        }
    }

    private Happened at(long offset) {
        Happened recent = ring.find(offset);
        if (recent != null) {
            return recent;
        }
        Tail older = Objects.requireNonNull(tail, "what is not in the ring is in the tail");
        return older.events.get((int) (offset - older.from - 1));
    }

    /// Reads what lies before the ring; the asker hears when it is here, or could not be had.
    void ask(Subscriber subscriber) {
        waiting.add(subscriber);
        if (!reading) {
            read();
        }
    }

    /// Drops everything at hand, and what is on its way here: who comes back is served from the broker.
    void forget() {
        forgotten++;
        forgetAgain = stream.busy();
        ring.clear();
        clear();
    }

    /// The stream was compared: what was read for it before the past was taken back is forgotten, too.
    void compared() {
        if (forgetAgain && !stream.busy()) {
            forget();
        }
    }

    void clear() {
        catchUps.clear();
        if (tail != null) {
            parts.ringBytes.addAndGet(-tail.bytes);
            tail = null;
        }
    }

    private void read() {
        List<Subscriber> asking = waiting;
        waiting = new ArrayList<>();
        String epoch = stream.epoch();
        long from = stream.offset();
        for (Subscriber one : asking) {
            if (one.wanted().epoch().equals(epoch)) {
                from = Math.min(from, one.wanted().offset());
            }
        }
        int most = parts.options.recovery().eventsMax();
        long begin = Math.max(from, stream.offset() - most);
        int forgottenBefore = forgotten;
        reading = true;
        parts.reads
                .pass(() -> parts.broker.read(channel, new Position(epoch, begin), most))
                .whenComplete((replay, error) ->
                        mailbox.post(() -> {
                            boolean current = forgotten == forgottenBefore;
                            answered(epoch, begin, current ? replay : null, asking);
                        }));
    }

    private void answered(
            String epoch, long begin, @Nullable Replay replay, List<Subscriber> asking) {
        reading = false;
        if (replay != null && replay.complete() && replay.top().epoch().equals(epoch)) {
            keep(epoch, begin, replay);
        }
        asking.forEach(asker::asked);
        List<Subscriber> more = waiting;
        waiting = new ArrayList<>();
        for (Subscriber one : more) {
            if (covers(one.wanted())) {
                asker.asked(one);
            } else {
                ask(one);
            }
        }
    }

    private void keep(String epoch, long begin, Replay replay) {
        var events = new ArrayList<Happened>(replay.entries().size());
        long bytes = 0;
        for (Replay.Entry entry : replay.entries()) {
            if (entry.offset() != begin + events.size() + 1) {
                return;
            }
            var happened = new Happened(channel, entry.offset(), entry.event());
            events.add(happened);
            bytes += Ring.bytesOf(happened);
        }
        clear();
        var kept = new Tail(epoch, begin, List.copyOf(events), bytes);
        tail = kept;
        parts.ringBytes.addAndGet(bytes);
        parts.time.after(parts.options.recovery().tailKept(), () -> mailbox.post(() -> drop(kept)));
    }

    @SuppressWarnings("ReferenceEquality") // this tail, not an equal one
    private void drop(Tail old) {
        if (tail == old) {
            clear();
        }
    }
}
