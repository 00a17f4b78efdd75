package coffee.crema.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentIdTest {

    @Test
    void is_what_automerge_repo_writes() {
        for (Golden.Id made : Golden.read().ids()) {
            byte[] bytes = HexFormat.of().parseHex(made.hex());
            assertThat(DocumentId.of(bytes).value()).isEqualTo(made.id());
            assertThat(DocumentId.parse("document", made.id()).value()).isEqualTo(made.id());
        }
    }

    @Test
    void reads_what_it_wrote() {
        for (int i = 0; i < 1000; i++) {
            DocumentId id = DocumentId.random(new SecureRandom());
            assertThat(DocumentId.parse("document", id.value())).isEqualTo(id);
            assertThat(DocumentId.ofChannel(id.channel())).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "room-7",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "4vU6TjRMm3aZHVzEiCKAuLpx8RTW"
            })
    void refuses_everything_else(String text) {
        assertThatThrownBy(() -> DocumentId.parse("documentId", text))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                            assertThat(refusal.field()).isEqualTo("documentId");
                        });
    }
}
