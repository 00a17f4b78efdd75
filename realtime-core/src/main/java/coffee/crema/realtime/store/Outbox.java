package coffee.crema.realtime.store;

import coffee.crema.realtime.ChannelName;
import coffee.crema.realtime.wire.Event;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Events that were committed and have yet to be published. {@link Tx#publish} puts them in.
///
/// **Threading.** Any thread; does not block. Stages fail with {@link StoreUnavailableException}.
public interface Outbox {

    /// @param id rises with the order of writing on one node; unique for the life of the database
    record Row(long id, ChannelName channel, Event event) {}

    /// Hears of rows right after the commit of their transaction, in order, on the store's threads; must not block.
    void onCommitted(Consumer<List<Row>> listener);

    /// Takes over rows whose claim has run out: their node died, or did not manage. Nobody else gets them for the time of a new claim.
    ///
    /// @param limit at most so many, oldest first
    CompletionStage<List<Row>> takeOver(int limit);

    /// Published: not needed any more.
    CompletionStage<Void> remove(Collection<Long> ids);

    /// What makes a row's id unique beyond the life of the database: a name of this database, random.
    CompletionStage<String> databaseName();
}
