package coffee.crema.tastings.form.adapter.networknt;

import coffee.crema.tastings.form.FormError;
import coffee.crema.tastings.form.FormLimits;
import coffee.crema.tastings.form.FormSchema;
import coffee.crema.tastings.form.Forms;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;

/// JSON Schema 2020-12. The schema refers to nothing outside itself, so nothing is ever fetched.
public final class NetworkntFormSchema implements FormSchema {
    private final Schema schema;

    public NetworkntFormSchema() {
        var config =
                SchemaRegistryConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ENGLISH)
                        .build();
        schema =
                SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_2020_12,
                                registry -> registry.schemaRegistryConfig(config))
                        .getSchema(Forms.schemaJson(), InputFormat.JSON);
    }

    @Override
    public List<FormError> check(JsonNode form) {
        return schema.validate(form).stream()
                .limit(FormLimits.ERRORS_MAX)
                .map(error ->
                        new FormError(
                                error.getInstanceLocation().toString(),
                                error.getKeyword(),
                                error.getMessage()))
                .toList();
    }
}
