package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.store.Tx;
import coffee.crema.tastings.session.TastingDesk.Look;
import coffee.crema.tastings.sheet.Sheets;
import coffee.crema.tastings.sheet.Sheets.Draft;
import coffee.crema.tastings.sheet.Sheets.Kind;
import coffee.crema.tastings.sheet.Sheets.Opening;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// The documents of a session, made when it needs them: sheets and the table's notes when it leaves the lobby, the consensus at the lock.
///
/// All parts of a sheet that two devices may fill in at once are there from the beginning, made by one change: so what they enter meets in the same objects.
public final class Openings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TastingDesk desk;
    private final Sheets sheets;
    private final SampleTable table;

    public Openings(TastingDesk desk, Sheets sheets, SecureRandom random) {
        this.desk = desk;
        this.sheets = sheets;
        this.table = new SampleTable(random);
    }

    /// Documents that are ready to be written.
    final class Prepared {
        private final Map<UserId, Opening> sheetOf = new HashMap<>();
        private Optional<Opening> notes = Optional.empty();
        private Optional<Opening> consensus = Optional.empty();

        /// Whether there is a sheet for each of those who have none.
        boolean covers(List<Cupper> cuppers) {
            return cuppers.stream()
                    .allMatch(cupper ->
                            cupper.sheet().isPresent() || sheetOf.containsKey(cupper.user()));
        }

        /// Writes the documents, and the cuppers with theirs; each cupper is told of their own.
        void write(Tx tx, Tasting tasting, List<Cupper> cuppers, long nowMs) {
            Optional<String> notesId = notes.map(Opening::id).or(tasting::notes);
            Optional<String> consensusId = consensus.map(Opening::id).or(tasting::consensus);
            notes.ifPresent(opening -> opening.write(tx, nowMs));
            consensus.ifPresent(opening -> opening.write(tx, nowMs));
            if (notes.isPresent() || consensus.isPresent()) {
                desk.store().putDocuments(tx, tasting.id(), notesId, consensusId);
            }
            for (Cupper cupper : cuppers) {
                Opening sheet = sheetOf.get(cupper.user());
                if (sheet != null) {
                    sheet.write(tx, nowMs);
                    desk.store().putCupper(tx, tasting.id(), cupper.withSheet(sheet.id()));
                }
                Optional<String> own = sheet == null ? cupper.sheet() : Optional.of(sheet.id());
                own.ifPresent(id ->
                        desk.tell(
                                tx,
                                cupper.user(),
                                new TastingNews.DocumentsOpened(
                                        tasting.id(),
                                        id,
                                        notesId.orElse(null),
                                        consensusId.orElse(null))));
            }
            sheets.accessChanged(tx, tasting.room());
        }
    }

    /// The sheet of somebody who comes when the session has begun; nothing in the lobby.
    CompletionStage<Prepared> ofLatecomer(Look look, Principal who) {
        Prepared prepared = new Prepared();
        Step step = look.tasting().moment().step();
        boolean needed = step != Step.LOBBY && !step.locked() && !look.viewer().cups();
        return needed
                ? sheets.open(sheet(look, who.user()))
                        .thenApply(opening -> {
                            prepared.sheetOf.put(who.user(), opening);
                            return prepared;
                        })
                : CompletableFuture.completedFuture(prepared);
    }

    /// What the session needs to get to a step; nothing to stay where it is.
    CompletionStage<Prepared> forStep(Look look, Step target) {
        Prepared prepared = new Prepared();
        List<CompletableFuture<?>> all = new ArrayList<>();
        Step from = look.tasting().moment().step();
        if (from == Step.LOBBY && target != from) {
            for (Cupper cupper : look.cuppers()) {
                all.add(
                        sheets.open(sheet(look, cupper.user()))
                                .thenAccept(opening -> {
                                    synchronized (prepared) {
                                        prepared.sheetOf.put(cupper.user(), opening);
                                    }
                                })
                                .toCompletableFuture());
            }
            all.add(
                    sheets.open(notes(look))
                            .thenAccept(opening -> prepared.notes = Optional.of(opening))
                            .toCompletableFuture());
        }
        if (target != from && (from == Step.CALIBRATION || target == Step.LOCK)) {
            // Read now, so that the transaction which names what counts reads little.
            List<String> open =
                    look.cuppers().stream().flatMap(cupper -> cupper.sheet().stream()).toList();
            all.add(sheets.versions(open).toCompletableFuture());
        }
        if (target == Step.LOCK && target != from) {
            all.add(
                    sheets.open(consensus(look))
                            .thenAccept(opening -> prepared.consensus = Optional.of(opening))
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(_ -> prepared);
    }

    /// The cuppers in the order of the panel, each with an order of the samples.
    List<Cupper> withOrders(Look look) {
        List<Cupper> cuppers = look.cuppers();
        List<List<String>> orders =
                table.orders(look.tasting().ordering(), look.samples(), cuppers.size());
        return IntStream.range(0, cuppers.size())
                .mapToObj(i -> cuppers.get(i).withOrder(orders.get(i)))
                .toList();
    }

    private static Draft sheet(Look look, UserId cupper) {
        ObjectNode content = head(look.tasting());
        content.put("cupper", cupper.value());
        ObjectNode samples = content.putObject("samples");
        for (String code : codes(look)) {
            ObjectNode sample = samples.putObject(code);
            sample.putObject("scores");
            sample.putObject("cups");
            sample.putArray("defects");
            sample.putObject("ticks");
            sample.putObject("notes");
            sample.put("done", false);
        }
        return new Draft(
                Kind.SHEET,
                look.tasting().room(),
                Optional.of(cupper),
                look.viewer().user(),
                content,
                Set.of());
    }

    private static Draft notes(Look look) {
        ObjectNode content = head(look.tasting());
        content.put("text", "");
        return shared(look, Kind.NOTES, content, "notes", Set.of("/text"));
    }

    private static Draft consensus(Look look) {
        return shared(look, Kind.CONSENSUS, head(look.tasting()), "text", Set.of());
    }

    private static Draft shared(
            Look look, Kind kind, ObjectNode content, String text, Set<String> texts) {
        ObjectNode samples = content.putObject("samples");
        Set<String> all = new HashSet<>(texts);
        for (String code : codes(look)) {
            samples.putObject(code).put(text, "").putObject("descriptors");
            all.add("/samples/" + code + "/" + text);
        }
        return new Draft(
                kind, look.tasting().room(), Optional.empty(), look.viewer().user(), content, all);
    }

    /// Sorted: the order of a document's parts says nothing either.
    private static List<String> codes(Look look) {
        return look.samples().stream().map(Sample::code).sorted().toList();
    }

    private static ObjectNode head(Tasting tasting) {
        ObjectNode content = JSON.objectNode();
        content.putObject("form")
                .put("id", tasting.form().id())
                .put("version", tasting.form().version());
        content.put("session", tasting.id().value());
        return content;
    }
}
