package coffee.crema.tastings.session;

import static coffee.crema.tastings.session.TastingWorld.await;
import static coffee.crema.tastings.session.TastingWorld.member;
import static coffee.crema.tastings.session.TastingWorld.sample;
import static coffee.crema.tastings.session.TastingWorld.service;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.crema.crdt.Access;
import coffee.crema.crdt.DocumentId;
import coffee.crema.realtime.identity.Principal;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import coffee.crema.tastings.sheet.Version;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sheets as documents, on any store: what devices and nodes enter meets in one sheet, and only who may sees it.
abstract class SheetDocumentsContract extends SessionContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Principal MOLE = member("mole");
    private static final Principal BACK_END = service("back-end", "rooms");
    private static final Principal ONLOOKER = service("onlooker", "rooms:read");

    private TastingId id;
    private String blind;

    @BeforeEach
    void begin() {
        id = world.create(HANA, room, sample("Kochere"));
        world.enter(ANN, id);
        world.enter(BOB, id);
        world.next(HANA, id);
        blind = world.see(ANN, id).samples().getFirst().code();
    }

    @Test
    void marks_by_way_of_several_nodes_are_written_over_each_other_in_their_order() {
        for (int i = 0; i < 12; i++) {
            TastingWorld node = i % 2 == 0 ? world : other;
            assertThat(node.mark(ANN, id, blind, "scores.flavor", 1 + i % 9).change()).isNotNull();
        }
        var sheet = sheet(world);
        assertThat(sheet.content().text()).contains("\"flavor\":3");
        assertThat(sheet.scores().getFirst().alternatives()).isEmpty();
        assertThat(world.mark(ANN, id, blind, "scores.flavor", 3).change())
                .as("it holds that already")
                .isNull();
    }

    @Test
    void a_mark_that_is_sent_again_is_made_once() {
        var ask = new TastingCommand.Mark(id, blind, "notes.flavor", "peach");
        var first = await(world.marking.mark(world.by(ANN, "key"), ask));
        assertThat(await(other.marking.mark(other.by(ANN, "key"), ask))).isEqualTo(first);
        Cupper ann = world.cupper(id, ANN);
        assertThat(world.node.changes(ann, world.node.version(ann)))
                .hasSize(2)
                .contains(first.change());
        assertThat(world.mark(ANN, id, blind, "scores.flavor", 7).change()).isNotNull();
    }

    @Test
    void what_two_devices_entered_at_once_is_kept_visible() {
        world.markAll(ANN, id, blind, 7);
        world.mark(ANN, id, blind, "cups.non-uniform", List.of(false, false, false, false, false));
        Cupper ann = world.cupper(id, ANN);
        Version seen = world.node.version(ann);
        String at = "/samples/" + blind;
        world.node.enterOnDevice(
                ann,
                seen,
                "0a",
                Map.of(at + "/scores/flavor", json("8"), at + "/notes/flavor", json("\"left\"")));
        world.node.enterOnDevice(
                ann,
                seen,
                "0b",
                Map.of(
                        at + "/scores/flavor", json("6"),
                        at + "/scores/overall", json("9"),
                        at + "/notes/flavor", json("\"right\"")));
        for (TastingWorld node : List.of(world, other)) {
            var score = sheet(node).scores().getFirst();
            double shown = sheetJson(node).at(at + "/scores/flavor").asDouble();
            assertThat(score.alternatives().get("scores.flavor")).containsExactly(14 - shown);
            assertThat(score.alternatives()).containsOnlyKeys("scores.flavor", "notes.flavor");
            assertThat(sheetJson(node).at(at + "/scores/overall").asInt()).isEqualTo(9);
            var result = node.results(HANA, id).samples().getFirst().scores().getFirst();
            assertThat(result.alternatives()).isEqualTo(score.alternatives());
            assertThat(result.score()).isEqualTo(score.score());
        }
        world.mark(ANN, id, blind, "scores.flavor", 5);
        assertThat(sheet(other).scores().getFirst().alternatives())
                .as("who marks again has decided")
                .containsOnlyKeys("notes.flavor");
    }

    @Test
    void what_reaches_the_store_after_the_lock_is_late_and_counts_when_it_is_admitted() {
        world.markAll(ANN, id, blind, 7);
        Cupper before = world.cupper(id, ANN);
        Version seen = world.node.version(before);
        world.go(HANA, id, Step.LOCK);
        assertThat(world.cupper(id, ANN).frozen()).contains(seen);
        world.node.enterOnDevice(
                before, seen, "0a", Map.of("/samples/" + blind + "/scores/overall", json("9")));
        assertThat(mean()).isEqualTo(89.5);
        world.policy.changed(
                await(world.node.documents.find(new DocumentId(before.sheet().orElseThrow())))
                        .orElseThrow(),
                List.of());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> world.cupper(id, ANN).late());
        assertThat(world.cupper(id, BOB).late()).isFalse();
        assertThat(world.replay(HANA, id).getLast().data().text()).contains("\"sheets\":1");
        await(world.jury.admitLate(world.by(HANA), new TastingCommand.AdmitLate(id, ANN.user())));
        assertThat(mean()).isEqualTo(90.75);
        assertThat(world.cupper(id, ANN).late()).isFalse();
    }

    @Test
    void who_may_sync_a_sheet_follows_from_the_step() {
        List<Principal> others = List.of(HANA, BOB, ASSI, EYE, MOLE, BACK_END, ONLOOKER);
        for (Step step = Step.DRY; step != Step.LOCK; step = world.next(HANA, id)) {
            assertThat(ofSheet(ANN)).isEqualTo(Access.WRITE);
            assertThat(others).allSatisfy(who -> assertThat(ofSheet(who)).isEqualTo(Access.NONE));
        }
        List<Principal> blindOnes = List.of(BOB, ASSI, EYE, MOLE, ONLOOKER);
        for (Step step = Step.LOCK; step != Step.CLOSED; step = world.next(HANA, id)) {
            assertThat(ofSheet(ANN)).isEqualTo(step == Step.REVEAL ? Access.READ : Access.WRITE);
            assertThat(List.of(ofSheet(HANA), ofSheet(BACK_END))).containsOnly(Access.READ);
            assertThat(blindOnes)
                    .allSatisfy(who -> assertThat(ofSheet(who)).isEqualTo(Access.NONE));
            if (step == Step.REVEAL) {
                long seq = world.see(HANA, id).moment().seq();
                await(
                        world.reveals.reveal(
                                world.by(HANA), new TastingCommand.Reveal(id, seq, null)));
                break;
            }
        }
        assertThat(List.of(ANN, HANA, BOB, ASSI))
                .allSatisfy(who -> assertThat(ofSheet(who)).isEqualTo(Access.READ));
        assertThat(List.of(EYE, MOLE))
                .allSatisfy(who -> assertThat(ofSheet(who)).isEqualTo(Access.NONE));
    }

    @Test
    void a_host_who_scores_syncs_no_other_sheet_before_the_lock() {
        world.enter(HANA, id);
        assertThat(ofSheet(HANA)).isEqualTo(Access.NONE);
        world.go(HANA, id, Step.LOCK);
        assertThat(ofSheet(HANA)).isEqualTo(Access.READ);
    }

    @Test
    void the_table_writes_its_notes_and_the_panel_its_consensus() {
        String notes = world.see(ANN, id).notes();
        assertThat(world.see(EYE, id).notes()).isNull();
        assertThat(world.see(ASSI, id).notes()).isNull();
        assertThat(
                        Stream.of(ANN, BOB, HANA)
                                .map(who -> world.node.access(who, world.notesPolicy, notes)))
                .containsOnly(Access.WRITE);
        assertThat(
                        Stream.of(ASSI, EYE, MOLE)
                                .map(who -> world.node.access(who, world.notesPolicy, notes)))
                .containsOnly(Access.NONE);
        assertThat(world.see(ANN, id).consensus()).isNull();
        world.go(HANA, id, Step.LOCK);
        String consensus = world.see(ASSI, id).consensus();
        assertThat(
                        Stream.of(ANN, BOB, HANA, ASSI)
                                .map(who ->
                                        world.node.access(who, world.consensusPolicy, consensus)))
                .containsOnly(Access.WRITE);
        assertThat(
                        Stream.of(EYE, MOLE)
                                .map(who ->
                                        world.node.access(who, world.consensusPolicy, consensus)))
                .containsOnly(Access.NONE);
        world.go(HANA, id, Step.REVEAL);
        long seq = world.see(HANA, id).moment().seq();
        await(world.reveals.reveal(world.by(HANA), new TastingCommand.Reveal(id, seq, null)));
        world.go(HANA, id, Step.CLOSED);
        assertThat(
                        Stream.of(ANN, BOB, HANA, ASSI)
                                .map(who ->
                                        world.node.access(who, world.consensusPolicy, consensus)))
                .containsOnly(Access.READ);
    }

    @Test
    void a_sheet_that_did_not_change_is_not_read_again() {
        world.markAll(ANN, id, blind, 7);
        world.results(HANA, id);
        double read = read();
        for (int i = 0; i < 3; i++) {
            assertThat(mean()).isEqualTo(89.5);
        }
        assertThat(read()).isEqualTo(read);
        world.mark(BOB, id, blind, "scores.flavor", 7);
        world.results(HANA, id);
        assertThat(read()).isEqualTo(read + 1);
    }

    @Test
    void changes_that_wait_for_one_sheet_are_bounded() {
        List<CompletableFuture<TastingAnswer.Marked>> marks = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            var ask = new TastingCommand.Mark(id, blind, "notes.flavor", "n" + i);
            marks.add(world.marking.mark(world.by(ANN), ask).toCompletableFuture());
        }
        long made = 0;
        for (CompletableFuture<TastingAnswer.Marked> mark : marks) {
            try {
                assertThat(mark.orTimeout(60, TimeUnit.SECONDS).join().late()).isFalse();
                made++;
            } catch (CompletionException e) {
                assertThat(((RejectedException) e.getCause()).code())
                        .isEqualTo(ErrorCode.UNAVAILABLE);
            }
        }
        Cupper ann = world.cupper(id, ANN);
        assertThat(world.node.changes(ann, world.node.version(ann))).hasSize((int) made + 1);
        assertThat(
                        world.meters
                                .counter("crema.documents.refused", "reason", "edits-waiting")
                                .count())
                .isEqualTo(400.0 - made)
                .isPositive();
    }

    private TastingAnswer.OwnSheet sheet(TastingWorld node) {
        return await(node.marking.sheet(node.by(ANN), new TastingCommand.Sheet(id)));
    }

    private JsonNode sheetJson(TastingWorld node) {
        return json(sheet(node).content().text());
    }

    private Access ofSheet(Principal who) {
        return world.node.access(who, world.policy, world.cupper(id, ANN).sheet().orElseThrow());
    }

    private double read() {
        return world.meters.counter("crema.tastings.sheets.read", "from", "document").count();
    }

    private Double mean() {
        return world.results(HANA, id).samples().getFirst().panel().mean();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
