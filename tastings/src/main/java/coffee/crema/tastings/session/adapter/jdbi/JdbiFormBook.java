package coffee.crema.tastings.session.adapter.jdbi;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.realtime.store.adapter.jdbi.JdbiTx;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormRef;
import coffee.crema.tastings.form.FormUpload;
import coffee.crema.tastings.form.Forms;
import coffee.crema.tastings.form.OwnForms;
import coffee.crema.tastings.session.FormBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.Query;

/// {@link FormBook} in SQLite or PostgreSQL. Forms that were read are kept, as they never change.
public final class JdbiFormBook implements FormBook {
    private static final int KEPT_MAX = 500;

    private static final String PUT =
            """
            insert into tasting_form (id, version, owner, definition, at_ms)
            values (:id, :version, :owner, :definition, :nowMs) on conflict do nothing\
            """;

    private final OwnForms reader;
    private final Map<FormRef, Form> kept = new ConcurrentHashMap<>();

    public JdbiFormBook(OwnForms reader) {
        this.reader = reader;
    }

    @Override
    public Optional<Form> find(Tx tx, FormRef ref) {
        Optional<Form> known =
                Forms.builtIn().find(ref).or(() -> Optional.ofNullable(kept.get(ref)));
        if (known.isPresent()) {
            return known;
        }
        Optional<Form> read =
                query(
                                tx,
                                "select definition from tasting_form where id = :id and version = :version",
                                ref.id())
                        .bind("version", ref.version())
                        .mapTo(String.class)
                        .findOne()
                        .map(this::read);
        if (kept.size() < KEPT_MAX) {
            read.ifPresent(form -> kept.put(ref, form));
        }
        return read;
    }

    private Form read(String definition) {
        return switch (reader.take(definition.getBytes(StandardCharsets.UTF_8))) {
            case FormUpload.Accepted(Form form) -> form;
            case FormUpload.Refused _ ->
                    throw new IllegalStateException("a stored form cannot be read");
        };
    }

    @Override
    public Optional<Form> newest(Tx tx, String id) {
        Optional<Integer> builtIn =
                Forms.builtIn().all().stream()
                        .map(Form::ref)
                        .filter(ref -> ref.id().equals(id))
                        .map(FormRef::version)
                        .max(Integer::compare);
        Optional<Integer> version =
                builtIn.or(() ->
                        query(
                                        tx,
                                        "select version from tasting_form where id = :id order by version desc limit 1",
                                        id)
                                .mapTo(Integer.class)
                                .findOne());
        return version.flatMap(newest -> find(tx, new FormRef(id, newest)));
    }

    @Override
    public Optional<UserId> ownerOf(Tx tx, String id) {
        return query(tx, "select owner from tasting_form where id = :id limit 1", id)
                .mapTo(String.class)
                .findOne()
                .map(UserId::new);
    }

    @Override
    public int countOf(Tx tx, UserId owner) {
        return JdbiTx.handle(tx)
                .createQuery("select count(*) from tasting_form where owner = :owner")
                .bind("owner", owner.value())
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public boolean put(Tx tx, Form form, UserId owner, long nowMs) {
        return JdbiTx.handle(tx)
                        .createUpdate(PUT)
                        .bind("id", form.ref().id())
                        .bind("version", form.ref().version())
                        .bind("owner", owner.value())
                        .bind("definition", form.json())
                        .bind("nowMs", nowMs)
                        .execute()
                > 0;
    }

    @Override
    public List<FormRef> of(Tx tx, UserId owner, int limit) {
        List<FormRef> refs =
                new ArrayList<>(Forms.builtIn().all().stream().map(Form::ref).toList());
        refs.addAll(
                JdbiTx.handle(tx)
                        .createQuery(
                                "select id, version from tasting_form where owner = :owner order by id, version limit :limit")
                        .bind("owner", owner.value())
                        .bind("limit", limit)
                        .map((row, _) -> new FormRef(row.getString("id"), row.getInt("version")))
                        .list());
        return refs;
    }

    private static Query query(Tx tx, String sql, String id) {
        return JdbiTx.handle(tx).createQuery(sql).bind("id", id);
    }
}
