package coffee.crema.realtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The types that travel in a way of their own: ids as their text, {@link RawJson} in place, fractions only when finite.
final class WireTypes extends SimpleModule {
    @Serial private static final long serialVersionUID = 1L;

    WireTypes() {
        super("crema-wire");
        addSerializer(RawJson.class, new RawJsonOut());
        addDeserializer(RawJson.class, new RawJsonIn());
        addDeserializer(double.class, new FiniteDouble(double.class));
        addDeserializer(Double.class, new FiniteDouble(Double.class));
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new IdsOut());
        context.addDeserializers(new IdsIn());
        context.insertAnnotationIntrospector(new RecordRules());
    }

    private static final class IdsOut extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            return TextRecord.isOne(type.getRawClass())
                    ? new IdOut(type.getRawClass(), new TextRecord(type.getRawClass()))
                    : null;
        }
    }

    private static final class IdsIn extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return TextRecord.isOne(type.getRawClass())
                    ? new IdIn(type.getRawClass(), new TextRecord(type.getRawClass()))
                    : null;
        }
    }

    private static final class IdOut extends StdSerializer<Object> {
        @Serial private static final long serialVersionUID = 1L;
        private final transient TextRecord record;

        IdOut(Class<?> type, TextRecord record) {
            super(type, false);
            this.record = record;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(record.textOf(value));
        }
    }

    private static final class IdIn extends StdScalarDeserializer<Object> {
        @Serial private static final long serialVersionUID = 1L;
        private final transient TextRecord record;

        IdIn(Class<?> type, TextRecord record) {
            super(type);
            this.record = record;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = _parseString(in, context, this);
            return record.of(FieldPath.of(in.getParsingContext()), text);
        }
    }

    private static final class RawJsonOut extends StdSerializer<RawJson> {
        @Serial private static final long serialVersionUID = 1L;

        RawJsonOut() {
            super(RawJson.class);
        }

        @Override
        public void serialize(RawJson value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            try (JsonParser in = Formats.PLAIN_JSON.createParser(value.utf8())) {
                in.nextToken();
                Transcoding.copyValue(in, out);
            }
        }
    }

    private static final class RawJsonIn extends StdDeserializer<RawJson> {
        @Serial private static final long serialVersionUID = 1L;

        RawJsonIn() {
            super(RawJson.class);
        }

        @Override
        public RawJson deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            var bytes = new ByteArrayOutputStream(256);
            try (JsonGenerator out = Formats.PLAIN_JSON.createGenerator(bytes)) {
                Transcoding.copyValue(in, out);
            }
            return new RawJson(bytes.toByteArray());
        }
    }

    private static final class FiniteDouble extends StdScalarDeserializer<Double> {
        @Serial private static final long serialVersionUID = 1L;

        FiniteDouble(Class<?> type) {
            super(type);
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (in.currentToken().isNumeric() && Double.isFinite(in.getDoubleValue())) {
                return in.getDoubleValue();
            }
            return (Double) context.handleUnexpectedToken(_valueClass, in);
        }
    }
}
