package coffee.crema.crdt.document;

import coffee.crema.crdt.AutomergeWorkers;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.wire.RepoCodec;
import coffee.crema.realtime.hub.Hub;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.time.Scheduler;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What all documents of a node share.
final class DocumentParts {
    final Documents.Services services;
    final DocumentLimits limits;
    final DocumentMeters meters;
    final Bans bans;
    final StoredHeads heads;
    final RepoCodec codec = new RepoCodec();
    private final Map<String, DocumentPolicy> policies;

    DocumentParts(
            Documents.Services services,
            Collection<DocumentPolicy> policies,
            DocumentLimits limits,
            MeterRegistry registry) {
        this.services = services;
        this.limits = limits;
        this.meters = new DocumentMeters(registry);
        this.bans = new Bans(services.database(), services.store());
        this.heads = new StoredHeads(services.store());
        this.policies =
                policies.stream()
                        .collect(Collectors.toMap(DocumentPolicy::kind, Function.identity()));
    }

    Database database() {
        return services.database();
    }

    DocumentStore store() {
        return services.store();
    }

    AutomergeWorkers workers() {
        return services.workers();
    }

    Hub hub() {
        return services.hub();
    }

    Events events() {
        return services.events();
    }

    WireMapper mapper() {
        return services.mapper();
    }

    Scheduler time() {
        return services.time();
    }

    Executor turns() {
        return services.turns();
    }

    /// Empty when no feature of this node owns the kind: then nobody may do anything.
    Optional<DocumentPolicy> policy(String kind) {
        return Optional.ofNullable(policies.get(kind));
    }
}
