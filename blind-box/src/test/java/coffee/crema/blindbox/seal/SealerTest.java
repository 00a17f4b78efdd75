package coffee.crema.blindbox.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.blindbox.seal.Sealer.SealException;
import coffee.crema.blindbox.seal.Sealer.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final byte[] PLAIN = "Kochere".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final SealKey old = key("2025");
    private final SealKey young = key("2026");

    private SealKey key(String id) {
        byte[] bytes = new byte[SealKey.BYTES];
        random.nextBytes(bytes);
        return SealKey.parse(id + ":" + Base64.getEncoder().encodeToString(bytes));
    }

    private Sealer sealer(SealKey... keys) {
        return new Sealer(List.of(keys), random);
    }

    @Test
    void what_is_sealed_opens_and_never_looks_the_same() {
        Sealer sealer = sealer(old);
        Sealed once = sealer.seal("o", 1, PLAIN);
        Sealed again = sealer.seal("o", 1, PLAIN);
        assertThat(sealer.open("o", 1, once)).isEqualTo(PLAIN);
        assertThat(once.bytes()).isNotEqualTo(again.bytes());
        assertThat(new String(once.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Kochere");
    }

    @Test
    void a_seal_is_of_one_order_and_position() {
        Sealer sealer = sealer(old);
        Sealed sealed = sealer.seal("o", 1, PLAIN);
        assertThatThrownBy(() -> sealer.open("o", 2, sealed)).isInstanceOf(SealException.class);
        assertThatThrownBy(() -> sealer.open("p", 1, sealed)).isInstanceOf(SealException.class);
    }

    @Test
    void every_changed_bit_is_noticed() {
        Sealer sealer = sealer(old);
        byte[] bytes = sealer.seal("o", 1, PLAIN).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer.open("o", 1, new Sealed("2025", changed)))
                    .isInstanceOf(SealException.class);
        }
    }

    @Test
    void after_a_rotation_the_old_key_still_opens_and_the_new_one_seals() {
        Sealed before = sealer(old).seal("o", 1, PLAIN);
        Sealer rotated = sealer(young, old);
        assertThat(rotated.open("o", 1, before)).isEqualTo(PLAIN);
        assertThat(rotated.isOutdated(before)).isTrue();
        Sealed after = rotated.seal("o", 1, PLAIN);
        assertThat(after.keyId()).isEqualTo("2026");
        assertThat(sealer(young).open("o", 1, after)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> sealer(young).open("o", 1, before)).hasMessageContaining("2025");
    }

    @Test
    void nothing_prints_a_key() {
        assertThat(old.toString()).isEqualTo("SealKey[2025]");
        assertThatThrownBy(() -> SealKey.parse("a:c2VjcmV0")).hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> SealKey.parse("c2VjcmV0")).hasMessageNotContaining("c2VjcmV0");
        assertThat(sealer().canSeal()).isFalse();
    }
}
