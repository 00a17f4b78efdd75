package coffee.crema.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against changes made by `@automerge/automerge` (see src/test/node/golden.mjs).
final class ChangeTest {

    private static final Golden GOLDEN = Golden.read();

    @Test
    void reads_the_header_of_a_change() throws MalformedChangeException {
        for (Golden.Made made : GOLDEN.changes()) {
            Change change = Change.parse(made.chunk());
            assertThat(change.hash().hex()).isEqualTo(made.hash());
            assertThat(change.dependencies().stream().map(ChangeHash::hex))
                    .containsExactlyElementsOf(made.dependencies());
            assertThat(change.actorHex()).isEqualTo(made.actor());
            assertThat(change.seq()).isEqualTo(made.seq());
            assertThat(change.startOp()).isEqualTo(made.startOp());
            assertThat(change.timeSeconds()).isEqualTo(made.time());
            assertThat(change.message()).isEqualTo(made.message());
            assertThat(change.chunk()).isSameAs(made.chunk());
        }
    }

    @Test
    void makes_a_deflated_change_plain() throws MalformedChangeException {
        Golden.Deflated made = GOLDEN.deflated();
        Change change = Change.parse(made.deflated());
        assertThat(change.chunk()).isEqualTo(made.plain());
        assertThat(change).isEqualTo(Change.parse(made.plain()));
    }

    @Test
    void refuses_a_bomb() {
        assertThatThrownBy(() -> Change.parse(Chunks.bomb(Change.CHUNK_BYTES_MAX + 1)))
                .isInstanceOf(MalformedChangeException.class)
                .hasMessage("it is too large");
    }

    @Test
    void refuses_a_document_chunk() {
        assertThatThrownBy(() -> Change.parse(GOLDEN.document()))
                .isInstanceOf(MalformedChangeException.class);
    }

    @Test
    void every_single_bit_flip_and_every_cut_is_refused() {
        byte[] chunk = GOLDEN.changes().getFirst().chunk();
        for (int bit = 0; bit < 8 * chunk.length; bit++) {
            byte[] flipped = chunk.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> Change.parse(flipped))
                    .isInstanceOf(MalformedChangeException.class);
        }
        for (int length = 0; length < chunk.length; length++) {
            byte[] cut = Arrays.copyOf(chunk, length);
            assertThatThrownBy(() -> Change.parse(cut))
                    .isInstanceOf(MalformedChangeException.class);
        }
    }

    @Test
    void hashes_sort_as_unsigned_bytes() {
        ChangeHash low = ChangeHash.ofHex("7f" + "00".repeat(31));
        ChangeHash high = ChangeHash.ofHex("80" + "00".repeat(31));
        assertThat(List.of(high, low).stream().sorted().toList()).containsExactly(low, high);
        assertThat(ChangeHash.of(high.bytes(), 0)).isEqualTo(high);
        assertThat(HexFormat.of().formatHex(low.bytes())).isEqualTo(low.hex());
    }
}
