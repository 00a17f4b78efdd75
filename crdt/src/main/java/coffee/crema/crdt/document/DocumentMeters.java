package coffee.crema.crdt.document;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// What operators see of documents. Any thread.
final class DocumentMeters {
    final MeterRegistry registry;
    final Counter changesStored;
    final Counter changesFromNodes;
    final Counter changesKnown;
    final Counter batches;
    final Counter broadcasts;
    final Counter generalAnswers;
    final Counter rereads;
    final Counter retries;
    final Counter abandoned;
    final Counter mailboxDropped;
    final Counter waitingRefused;
    final Counter sizeRefused;
    final Counter rightsRefused;
    final Counter editsRefused;
    final Counter editsRepeated;
    final Counter ephemeralsRelayed;
    final Counter ephemeralsDropped;
    final Timer commit;
    final DistributionSummary batchSize;

    DocumentMeters(MeterRegistry registry) {
        this.registry = registry;
        changesStored = registry.counter("crema.documents.changes.stored");
        changesFromNodes = registry.counter("crema.documents.changes.replicated");
        changesKnown = registry.counter("crema.documents.changes.known");
        batches = registry.counter("crema.documents.batches");
        broadcasts = registry.counter("crema.documents.broadcasts");
        generalAnswers = registry.counter("crema.documents.answers.general");
        rereads = registry.counter("crema.documents.store.rereads");
        retries = registry.counter("crema.documents.retries");
        abandoned = registry.counter("crema.documents.batches.abandoned");
        mailboxDropped = registry.counter("crema.documents.mailbox.dropped");
        waitingRefused = registry.counter("crema.documents.refused", "reason", "waiting");
        sizeRefused = registry.counter("crema.documents.refused", "reason", "size");
        rightsRefused = registry.counter("crema.documents.refused", "reason", "rights");
        editsRefused = registry.counter("crema.documents.refused", "reason", "edits-waiting");
        editsRepeated = registry.counter("crema.documents.edits.repeated");
        ephemeralsRelayed = registry.counter("crema.documents.ephemerals.relayed");
        ephemeralsDropped = registry.counter("crema.documents.ephemerals.dropped");
        commit =
                Timer.builder("crema.documents.commit")
                        .description("from the first change of a batch to its being stored")
                        .publishPercentileHistogram()
                        .register(registry);
        batchSize = registry.summary("crema.documents.batch.changes");
    }

    /// Changes that a worker refused.
    void refused(String reason) {
        registry.counter("crema.documents.refused", "reason", reason).increment();
    }
}
