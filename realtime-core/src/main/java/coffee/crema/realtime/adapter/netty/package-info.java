/// The `/ws` transport on plain Netty: handshake, frames, bounds, and shared buffers for what many receive.
///
/// A connection holds two small objects in the pipeline and no timer, no compression state and no thread of its own: what is needed now and then
/// (time, flushing, inflating) belongs to its event loop ({@link coffee.crema.realtime.adapter.netty.SocketLoop}).
@NullMarked
package coffee.crema.realtime.adapter.netty;

import org.jspecify.annotations.NullMarked;
