package coffee.crema.crdt.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.crdt.Golden;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Against messages made by `@automerge/automerge-repo` (see src/test/node/golden.mjs).
final class RepoCodecTest {

    private static final Golden GOLDEN = Golden.read();

    private final RepoCodec codec = new RepoCodec();

    private RepoMessage decoded(String name) {
        return codec.decode(cbor(name));
    }

    private static byte[] cbor(String name) {
        return GOLDEN.messages().stream()
                .filter(message -> message.name().equals(name))
                .findFirst()
                .orElseThrow()
                .cbor();
    }

    @Test
    void reads_every_message_of_a_client() {
        String document = GOLDEN.ids().get(1).id();
        assertThat(decoded("join")).isEqualTo(new RepoMessage.Join("peer-a", List.of("1")));
        assertThat(decoded("join bare")).isEqualTo(new RepoMessage.Join("peer-b", List.of()));
        assertThat(decoded("request"))
                .isInstanceOfSatisfying(
                        RepoMessage.Ask.class,
                        ask -> {
                            assertThat(ask.documentId()).isEqualTo(document);
                            assertThat(ask.data()).isEqualTo(GOLDEN.syncs().get(0).bytes());
                        });
        assertThat(decoded("sync"))
                .isInstanceOfSatisfying(
                        RepoMessage.Sync.class,
                        sync -> assertThat(sync.data()).isEqualTo(GOLDEN.syncs().get(1).bytes()));
        assertThat(decoded("ephemeral"))
                .isInstanceOfSatisfying(
                        RepoMessage.Ephemeral.class,
                        passing -> {
                            assertThat(passing.count()).isEqualTo(7);
                            assertThat(passing.sessionId()).isEqualTo("s-1");
                        });
        assertThat(((RepoMessage.Ephemeral) decoded("ephemeral long")).count())
                .isEqualTo(5_000_000_000L);
        assertThat(decoded("doc-unavailable"))
                .isEqualTo(new RepoMessage.Unavailable("peer-a", document));
        assertThat(decoded("leave")).isEqualTo(new RepoMessage.Leave("peer-a"));
        for (String other :
                List.of("remote-subscription-change", "remote-heads-changed", "error")) {
            assertThat(decoded(other)).isEqualTo(new RepoMessage.Other("peer-a", other));
        }
    }

    @Test
    void an_ephemeral_message_is_passed_on_as_it_came() throws IOException {
        var message = (RepoMessage.Ephemeral) decoded("ephemeral");
        assertThat(fields(codec.ephemeral(message)))
                .isEqualTo(fieldsTo(RepoCodec.EVERYONE, cbor("ephemeral")));
    }

    @Test
    void a_sync_message_has_the_fields_that_clients_read() throws IOException {
        var message = (RepoMessage.Sync) decoded("sync");
        byte[] written =
                codec.sync(message.senderId(), "crema", message.documentId(), message.data());
        assertThat(fields(written)).isEqualTo(fields(cbor("sync")));
    }

    @Test
    void a_refusal_names_code_and_document() throws IOException {
        var refusal = RejectedException.limit(ErrorCode.TOO_LARGE, "bytes of a document", 5);
        Map<String, Object> error = fields(codec.error("crema", "a", "doc", refusal));
        assertThat(error)
                .containsEntry("type", "error")
                .containsEntry("message", "bytes of a document")
                .containsEntry("code", "too_large")
                .containsEntry("documentId", "doc")
                .containsEntry("limit", 5);
    }

    @Test
    void refuses_what_is_no_message() throws IOException {
        refused(ErrorCode.MALFORMED, new byte[0]);
        refused(ErrorCode.MALFORMED, new byte[] {(byte) 0x81, 0x01});
        refused(ErrorCode.MALFORMED, Arrays.copyOf(cbor("sync"), 40));
        refused(ErrorCode.INVALID_FIELD, map(Map.of("type", "sync")));
        refused(
                ErrorCode.INVALID_FIELD,
                map(Map.of("type", "sync", "senderId", "a", "documentId", "d")));
        refused(
                ErrorCode.INVALID_FIELD,
                map(Map.of("type", "sync", "senderId", "a", "documentId", 7)));
        refused(ErrorCode.INVALID_FIELD, map(Map.of("type", "join", "senderId", "a".repeat(257))));
        var deep = new ByteArrayOutputStream();
        deep.writeBytes(new byte[] {(byte) 0xa1, 0x61, 'x'});
        for (int i = 0; i < 100; i++) {
            deep.write(0x81);
        }
        deep.write(0);
        refused(ErrorCode.MALFORMED, deep.toByteArray());
    }

    @Test
    void broken_messages_are_refused_or_read_but_nothing_else_happens() {
        var random = new Random(5);
        for (Golden.Message message : GOLDEN.messages()) {
            for (int i = 0; i < 3000; i++) {
                byte[] broken = message.cbor().clone();
                for (int n = random.nextInt(3); n >= 0; n--) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(codec.decode(broken).senderId()).isNotEmpty();
                } catch (RejectedException refusal) {
                    assertThat(refusal.code()).isIn(ErrorCode.MALFORMED, ErrorCode.INVALID_FIELD);
                }
            }
        }
    }

    private void refused(ErrorCode code, byte[] cbor) {
        assertThatThrownBy(() -> codec.decode(cbor))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static byte[] map(Map<String, Object> fields) throws IOException {
        return new CBORMapper().writeValueAsBytes(fields);
    }

    private static Map<String, Object> fields(byte[] cbor) throws IOException {
        JsonNode tree = new CBORMapper().readTree(cbor);
        var fields = new TreeMap<String, Object>();
        for (var field : tree.properties()) {
            JsonNode value = field.getValue();
            fields.put(
                    field.getKey(),
                    value.isInt()
                            ? value.intValue()
                            : value.isBinary() ? value.toString() : value.asText());
        }
        return fields;
    }

    private static Map<String, Object> fieldsTo(String target, byte[] cbor) throws IOException {
        Map<String, Object> fields = fields(cbor);
        fields.put("targetId", target);
        return fields;
    }
}
