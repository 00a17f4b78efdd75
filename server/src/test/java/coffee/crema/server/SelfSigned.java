package coffee.crema.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for this machine that nobody else vouches for, made by `keytool`.
public final class SelfSigned {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "door";

    public final Path certificate;
    public final Path key;

    /// A PKCS #12 store that trusts it; its password is `changeit`.
    public final Path trustStore;

    private final KeyStore trust;

    private SelfSigned(Path dir, KeyStore made) throws GeneralSecurityException, IOException {
        certificate = dir.resolve("certificate.pem");
        key = dir.resolve("key.pem");
        trustStore = dir.resolve("trust.p12");
        pem(certificate, "CERTIFICATE", made.getCertificate(ALIAS).getEncoded());
        pem(key, "PRIVATE KEY", made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(ALIAS, made.getCertificate(ALIAS));
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    public static SelfSigned make(Path dir) throws Exception {
        Path store = dir.resolve("made.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return new SelfSigned(dir, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
    }

    /// For clients that trust it and nothing else.
    public SSLContext context() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static void pem(Path file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what),
                StandardCharsets.US_ASCII);
    }
}
