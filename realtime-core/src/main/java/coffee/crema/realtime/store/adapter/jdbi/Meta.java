package coffee.crema.realtime.store.adapter.jdbi;

import org.jdbi.v3.core.Handle;

/// The table `crema_meta`: values that are set once.
final class Meta {
    private Meta() {}

    /// The value kept under the name: the one given, unless another was there first.
    static String getOrPut(Handle handle, String name, String value) {
        handle.createUpdate(
                        "INSERT INTO crema_meta (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")
                .bind("name", name)
                .bind("value", value)
                .execute();
        return handle.createQuery("SELECT value FROM crema_meta WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }
}
