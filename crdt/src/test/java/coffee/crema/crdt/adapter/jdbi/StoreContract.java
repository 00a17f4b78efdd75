package coffee.crema.crdt.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.crema.crdt.Change;
import coffee.crema.crdt.ChangeHash;
import coffee.crema.crdt.DocumentId;
import coffee.crema.crdt.DocumentStore.Stored;
import coffee.crema.crdt.Editor;
import coffee.crema.crdt.UnfitChangesException;
import coffee.crema.realtime.store.adapter.jdbi.DatabaseSettings;
import coffee.crema.realtime.wire.ErrorCode;
import coffee.crema.realtime.wire.RejectedException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One store of documents on the database under test, with an empty document in it.
abstract class StoreContract {

    DatabaseSettings settings;
    Log log;
    DocumentId id;
    final Editor ann = new Editor("aa");
    final Editor ben = new Editor("bb");

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        settings = settings();
        log = new Log(settings, "one");
        id = log.document();
    }

    @AfterEach
    void close() {
        log.close();
    }

    static ChangeHash hash(Stored stored) {
        return stored.change().hash();
    }

    static long bytes(List<Change> changes) {
        return changes.stream().mapToLong(change -> change.chunk().length).sum();
    }

    static ErrorCode code(ThrowingCallable call) {
        return refusal(call).code();
    }

    static RejectedException refusal(ThrowingCallable call) {
        return thrown(call, RejectedException.class);
    }

    static UnfitChangesException unfit(ThrowingCallable call) {
        return thrown(call, UnfitChangesException.class);
    }

    static <T extends Throwable> T thrown(ThrowingCallable call, Class<T> type) {
        var caught = new ArrayList<T>();
        assertThatThrownBy(call).isInstanceOfSatisfying(type, caught::add);
        return caught.getFirst();
    }
}
