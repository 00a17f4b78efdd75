package coffee.crema.tastings.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The forms that come with Crema: the two of the SCA that are scored, the three of the CVA that are recorded, and the Cup of Excellence's.
public final class Forms {
    public static final FormRef SCA_2004 = new FormRef("sca-2004", 1);
    public static final FormRef CVA_AFFECTIVE = new FormRef("cva-affective", 1);
    public static final FormRef CVA_DESCRIPTIVE = new FormRef("cva-descriptive", 1);
    public static final FormRef CVA_PHYSICAL = new FormRef("cva-physical", 1);
    public static final FormRef CVA_EXTRINSIC = new FormRef("cva-extrinsic", 1);
    public static final FormRef COE = new FormRef("coe", 1);

    private static final Forms BUILT_IN =
            new Forms(
                    List.of(
                            SCA_2004,
                            CVA_AFFECTIVE,
                            CVA_DESCRIPTIVE,
                            CVA_PHYSICAL,
                            CVA_EXTRINSIC,
                            COE));

    private final List<Form> forms;

    private Forms(List<FormRef> refs) {
        forms = refs.stream().map(Forms::load).toList();
    }

    public static Forms builtIn() {
        return BUILT_IN;
    }

    public List<Form> all() {
        return forms;
    }

    public Optional<Form> find(FormRef ref) {
        return forms.stream().filter(form -> form.ref().equals(ref)).findFirst();
    }

    /// Whether an id is taken, in whatever version.
    public boolean reserves(String id) {
        return forms.stream().anyMatch(form -> form.ref().id().equals(id));
    }

    /// The JSON Schema that an uploaded form must satisfy.
    public static String schemaJson() {
        return resource("form-1.schema.json");
    }

    private static Form load(FormRef ref) {
        String name = ref.id() + "-" + ref.version() + ".json";
        var errors = new ArrayList<FormError>();
        try {
            Form form = FormReader.read(new ObjectMapper().readTree(resource(name)), errors);
            FormChecks.check(form, errors);
            if (!errors.isEmpty() || !form.ref().equals(ref)) {
                throw new IllegalStateException(name + ": " + errors);
            }
            return form;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Forms.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
