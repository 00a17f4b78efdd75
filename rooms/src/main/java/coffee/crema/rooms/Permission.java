package coffee.crema.rooms;

import java.util.Locale;

/// What a role may allow. {@link Role} is the one table that maps roles to these.
public enum Permission {
    /// See the room and follow its channel.
    VIEW,
    /// Write in the chat.
    CHAT,
    /// Show up in the presence list. Displays do not.
    APPEAR,
    /// Publish application events (`app.*`) into the room.
    PUBLISH,
    /// Change what the room shares: titles, items.
    EDIT,
    /// Delete others' messages, mute, kick, ban; follow the staff channel.
    MODERATE,
    /// Invite, mint guest tokens.
    INVITE,
    /// Change settings and roles, close the room.
    ADMINISTER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
