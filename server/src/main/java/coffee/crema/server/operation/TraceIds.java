package coffee.crema.server.operation;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/// `trace_id` and `span_id` of the request that a line of the JSON log belongs to, if it is traced.
public final class TraceIds extends AbstractJsonProvider<ILoggingEvent> {

    @Override
    public void writeTo(JsonGenerator line, ILoggingEvent event) {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            line.writeStringProperty("trace_id", span.getTraceId());
            line.writeStringProperty("span_id", span.getSpanId());
        }
    }
}
