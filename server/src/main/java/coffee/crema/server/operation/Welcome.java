package coffee.crema.server.operation;

import coffee.crema.server.config.Settings;
import java.net.URI;

/// What a started node prints for the person who started it.
public final class Welcome {
    private Welcome() {}

    public static String text(Settings settings, URI address) {
        var text = new StringBuilder("\nCrema is ready.\n  open    ").append(address).append('\n');
        if (settings.development()) {
            text.append(
                    "          one click there starts a demo cupping, with a QR code for phones and the TV\n");
            text.append("  token   curl -s '").append(address).append("/dev/token?user=ann'\n");
        } else {
            text.append("  token   from ")
                    .append(settings.auth().issuer().orElse("whoever holds the HS256 secret"))
                    .append('\n');
        }
        text.append("  data    ")
                .append(
                        switch (settings.database()) {
                            case Settings.Store.Sqlite sqlite ->
                                    sqlite.file().toAbsolutePath().normalize();
                            case Settings.Store.Postgres postgres -> "PostgreSQL";
                        })
                .append(settings.redis().isPresent() ? ", Redis" : "")
                .append('\n');
        if (settings.development()) {
            text.append(
                    """

                    *** DEVELOPMENT MODE: whoever reaches this node gets a token for any name. It listens to this
                    *** machine only. For anything else: crema.mode=production, see docs/configuration.md.
                    """);
        }
        return text.toString();
    }
}
