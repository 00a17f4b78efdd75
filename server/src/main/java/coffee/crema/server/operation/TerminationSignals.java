package coffee.crema.server.operation;

import java.lang.reflect.Proxy;

/// SIGTERM and SIGINT, each time they come. The JVM's own shutdown hooks cannot tell a second signal from the first.
final class TerminationSignals {
    private TerminationSignals() {}

    /// @param handler called on a thread of its own for each signal
    static void handle(Runnable handler) {
        try {
            // By reflection: javac warns of the class itself, and every warning is an error here.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            TerminationSignals.class.getClassLoader(),
                            new Class<?>[] {signalHandler},
                            (self, method, arguments) -> {
                                if (method.getName().equals("handle")) {
                                    handler.run();
                                }
                                return null;
                            });
            var register = signal.getMethod("handle", signal, signalHandler);
            for (String name : new String[] {"TERM", "INT"}) {
                register.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no signals", e);
        }
    }
}
