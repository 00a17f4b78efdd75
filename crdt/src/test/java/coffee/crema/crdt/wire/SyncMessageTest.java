package coffee.crema.crdt.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.Golden;
import coffee.crema.crdt.MalformedChangeException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against messages made by `@automerge/automerge` (see src/test/node/golden.mjs).
final class SyncMessageTest {

    private static final Golden GOLDEN = Golden.read();

    @Test
    void reads_what_automerge_writes() throws MalformedChangeException {
        for (Golden.Sync made : GOLDEN.syncs()) {
            SyncMessage read = SyncMessage.parse(made.bytes());
            assertThat(hex(read.heads())).isEqualTo(made.heads());
            assertThat(hex(read.need())).isEqualTo(made.need());
            assertThat(read.have()).hasSameSizeAs(made.have());
            for (int i = 0; i < made.have().size(); i++) {
                assertThat(hex(read.have().get(i).lastSync()))
                        .isEqualTo(made.have().get(i).lastSync());
                assertThat(read.have().get(i).bloom().bytes())
                        .isEqualTo(made.have().get(i).bloom());
            }
            assertThat(read.changes()).containsExactlyElementsOf(made.changes());
        }
    }

    @Test
    void writes_what_automerge_writes() throws MalformedChangeException {
        for (Golden.Sync made : GOLDEN.syncs()) {
            SyncMessage read = SyncMessage.parse(made.bytes());
            SyncMessage.Have have = read.have().getFirst();
            byte[] written =
                    SyncMessage.encode(
                            read.heads(),
                            read.need(),
                            have.lastSync(),
                            have.bloom(),
                            read.changes());
            // The flags that a client appends are not written.
            assertThat(written).isEqualTo(Arrays.copyOf(made.bytes(), made.bytes().length - 3));
        }
    }

    @Test
    void a_bloom_filter_is_made_and_read_as_automerge_does() throws MalformedChangeException {
        for (Golden.Filter made : GOLDEN.filters()) {
            List<ChangeHash> held = made.holds().stream().map(ChangeHash::ofHex).toList();
            assertThat(BloomFilter.of(held).bytes()).isEqualTo(made.bloom());
            assertThat(BloomFilter.parse(made.bloom()))
                    .matches(f -> held.stream().allMatch(f::mayHold));
        }
    }

    @Test
    void a_bloom_filter_is_seldom_wrong() {
        var random = new Random(7);
        List<ChangeHash> held = random.longs(1000).mapToObj(l -> hash(random)).toList();
        BloomFilter filter = BloomFilter.of(held);
        assertThat(held).allMatch(filter::mayHold);
        long wrong = random.longs(10_000).filter(l -> filter.mayHold(hash(random))).count();
        assertThat(wrong).isLessThan(200);
    }

    @Test
    void refuses_a_message_that_may_hold_documents() {
        byte[] second = GOLDEN.syncs().getFirst().bytes().clone();
        second[0] = 0x43;
        assertThatThrownBy(() -> SyncMessage.parse(second))
                .isInstanceOf(MalformedChangeException.class);
    }

    @Test
    void broken_messages_are_refused_or_read_but_nothing_else_happens() {
        var random = new Random(11);
        for (Golden.Sync made : GOLDEN.syncs()) {
            for (int i = 0; i < 5000; i++) {
                byte[] broken = made.bytes().clone();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    broken[random.nextInt(Math.min(broken.length, 200))] = (byte) random.nextInt();
                }
                byte[] cut = Arrays.copyOf(broken, random.nextInt(broken.length + 1));
                try {
                    SyncMessage read = SyncMessage.parse(cut);
                    read.have().forEach(have -> have.bloom().mayHold(hash(random)));
                } catch (MalformedChangeException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }

    private static ChangeHash hash(Random random) {
        return new ChangeHash(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static List<String> hex(List<ChangeHash> hashes) {
        return hashes.stream().map(ChangeHash::hex).toList();
    }
}
