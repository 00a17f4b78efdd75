package coffee.crema.crdt.sync;

import coffee.crema.realtime.wire.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/// What operators see of the sync door's clients. Any thread.
final class SyncMeters {
    final Counter messages;
    final Counter joins;
    final Counter strangers;
    final Counter pauses;
    final Counter ephemeralsLimited;
    final Counter unreadRefused;

    /// Of all sockets: what documents have not taken up yet.
    final AtomicLong unreadBytes = new AtomicLong();

    private final MeterRegistry registry;

    SyncMeters(MeterRegistry registry) {
        this.registry = registry;
        messages = registry.counter("crema.sync.messages");
        joins = registry.counter("crema.sync.joins");
        strangers = registry.counter("crema.sync.messages.foreign");
        pauses = registry.counter("crema.sync.pauses");
        unreadRefused = registry.counter("crema.sync.unread.refused");
        registry.gauge("crema.sync.unread.bytes", unreadBytes);
        ephemeralsLimited = registry.counter("crema.sync.ephemerals.limited");
    }

    void refused(ErrorCode code) {
        registry.counter("crema.sync.refusals", "code", code.wireName()).increment();
    }
}
