package coffee.crema.tastings.session;

import coffee.crema.realtime.UserId;
import coffee.crema.realtime.store.Tx;
import coffee.crema.tastings.form.Form;
import coffee.crema.tastings.form.FormRef;
import java.util.List;
import java.util.Optional;

/// The forms that sessions may be scored by: those that come with Crema, and those that people brought. A version never changes.
///
/// **Threading.** Inside the caller's transaction; may block (JDBC).
public interface FormBook {

    Optional<Form> find(Tx tx, FormRef ref);

    /// The newest version of a form.
    Optional<Form> newest(Tx tx, String id);

    /// Who brought a form, in whatever version.
    Optional<UserId> ownerOf(Tx tx, String id);

    /// How many versions of forms somebody brought.
    int countOf(Tx tx, UserId owner);

    /// @return false when there is this version of the form already
    boolean put(Tx tx, Form form, UserId owner, long nowMs);

    /// Those that come with Crema, then those that somebody brought, by id and version.
    List<FormRef> of(Tx tx, UserId owner, int limit);
}
