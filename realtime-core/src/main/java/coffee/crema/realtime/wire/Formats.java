package coffee.crema.realtime.wire;

import coffee.crema.realtime.RealtimeLimits;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORFactoryBuilder;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/// How the readers and writers of both formats are set up.
final class Formats {

    /// For data of our own making: no limits but the library's.
    static final JsonFactory PLAIN_JSON = new JsonFactory();

    private Formats() {}

    static JsonFactory json(RealtimeLimits.Wire limits) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints(limits))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    static CBORFactory cbor(RealtimeLimits.Wire limits) {
        return new CBORFactoryBuilder(new CBORFactory())
                .streamReadConstraints(constraints(limits))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build();
    }

    private static StreamReadConstraints constraints(RealtimeLimits.Wire limits) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(limits.depthMax())
                .maxStringLength(limits.stringCharsMax())
                .maxNameLength(limits.nameCharsMax())
                .maxNumberLength(limits.numberCharsMax())
                .build();
    }

    /// Nothing is coerced, nothing is defaulted, and what is absent is not written.
    static JsonMapper mapper(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new WireTypes())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfigDefaults(config -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        config.setCoercion(shape, CoercionAction.Fail);
                    }
                })
                .withCoercionConfig(
                        LogicalType.Float,
                        config ->
                                config.setCoercion(
                                        CoercionInputShape.Integer, CoercionAction.TryConvert))
                .build();
    }
}
