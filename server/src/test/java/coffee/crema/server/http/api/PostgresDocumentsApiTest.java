package coffee.crema.server.http.api;

import coffee.crema.realtime.testing.PostgresServer;
import java.util.List;

final class PostgresDocumentsApiTest extends DocumentsApiContract {
    @Override
    List<String> store() {
        return List.of(
                "crema.database.url=" + PostgresServer.shared().newDatabase(),
                "crema.database.user=" + PostgresServer.USER,
                "crema.database.password=" + PostgresServer.USER);
    }
}
