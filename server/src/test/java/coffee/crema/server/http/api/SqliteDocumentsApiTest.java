package coffee.crema.server.http.api;

import java.util.List;

final class SqliteDocumentsApiTest extends DocumentsApiContract {
    @Override
    List<String> store() {
        return List.of();
    }
}
