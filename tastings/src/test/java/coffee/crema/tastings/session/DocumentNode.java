package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.TastingWorld.await;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentInfo;
import coffee.crema.crdt.DocumentPolicy;
import coffee.crema.crdt.DocumentStore;
import coffee.crema.crdt.adapter.jdbi.JdbiDocumentStore;
import coffee.crema.crdt.document.Compactor;
import coffee.crema.crdt.document.CompactorSettings;
import coffee.crema.crdt.document.DocumentLimits;
import coffee.crema.crdt.document.Documents;
import coffee.crema.realtime.broker.adapter.memory.MemoryBroker;
import coffee.crema.realtime.broker.adapter.memory.MemoryBrokerLimits;
import coffee.crema.realtime.hub.ChannelHub;
import coffee.crema.realtime.hub.HubOptions;
import coffee.crema.realtime.hub.ListFanout;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Database;
import coffee.crema.realtime.wire.Events;
import coffee.crema.realtime.wire.WireMapper;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Version;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// The documents of a node as they are assembled, and what tests do beside it.
final class DocumentNode implements AutoCloseable {
    final ChannelHub hub;
    final Documents documents;
    private final Database database;
    private final DocumentSite site;
    private final MeterRegistry meters;
    private final SecureRandom random = new SecureRandom();
    private final DocumentStore store = new JdbiDocumentStore(DocumentStore.Limits.defaults());
    private final Compactor compactor;

    DocumentNode(
            Database database,
            DocumentSite site,
            List<DocumentPolicy> policies,
            WireMapper mapper,
            MeterRegistry meters) {
        this.database = database;
        this.site = site;
        this.meters = meters;
        compactor =
                new Compactor(
                        database,
                        store,
                        site.clock,
                        site.turns,
                        random,
                        CompactorSettings.defaults(),
                        meters);
        hub =
                new ChannelHub(
                        new MemoryBroker(site.clock, random, MemoryBrokerLimits.defaults(), meters),
                        ListFanout::new,
                        site.clock,
                        site.turns,
                        random,
                        HubOptions.defaults(),
                        meters);
        documents =
                new Documents(
                        new Documents.Services(
                                new Documents.Self("crema", "storage"),
                                database,
                                store,
                                site.workers,
                                compactor,
                                hub,
                                new Events(mapper, site.clock),
                                mapper,
                                site.clock,
                                site.turns),
                        policies,
                        DocumentLimits.defaults(),
                        meters);
    }

    Sheets sheets() {
        return new Sheets(documents, store, site.workers, () -> DocumentId.random(random), meters);
    }

    private List<Change> log(Cupper cupper) {
        DocumentId sheet = new DocumentId(cupper.sheet().orElseThrow());
        return await(
                database.read(tx ->
                        store.load(tx, sheet).stream().map(DocumentStore.Stored::change).toList()));
    }

    /// The hashes of all changes that are part of a version of a cupper's sheet.
    Set<String> changes(Cupper cupper, Version version) {
        Set<ChangeHash> part = new HashSet<>(version.heads());
        for (Change change : log(cupper).reversed()) {
            if (part.contains(change.hash())) {
                part.addAll(change.dependencies());
            }
        }
        return part.stream().map(ChangeHash::hex).collect(Collectors.toSet());
    }

    Version version(Cupper cupper) {
        String sheet = cupper.sheet().orElseThrow();
        return new Version(
                await(documents.heads(List.of(new DocumentId(sheet)))).get(new DocumentId(sheet)));
    }

    /// What a device enters that has seen the sheet at a version; it reaches the store by no node that this one hears of.
    void enterOnDevice(Cupper cupper, Version seen, String actorHex, Map<String, JsonNode> sets) {
        DocumentId copy = DocumentId.random(random);
        List<byte[]> chunks = log(cupper).stream().map(Change::chunk).toList();
        Change change =
                await(
                        site.workers.edit(
                                copy,
                                () -> CompletableFuture.completedStage(chunks),
                                seen.heads(),
                                actorHex,
                                sets));
        DocumentId sheet = new DocumentId(cupper.sheet().orElseThrow());
        await(
                database.write(
                        sheet.value(),
                        tx -> store.append(tx, sheet, List.of(change), cupper.user(), 1)));
    }

    Access access(Principal who, DocumentPolicy policyOfKind, String document) {
        DocumentInfo info = await(documents.find(new DocumentId(document))).orElseThrow();
        return await(policyOfKind.access(who, info));
    }

    @Override
    public void close() {
        compactor.close();
        hub.close();
    }
}
