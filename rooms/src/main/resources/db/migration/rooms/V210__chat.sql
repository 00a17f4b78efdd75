-- The chat of rooms. A deleted message keeps its place and loses its text.

create table chat_sequence (
    room text primary key references room (id),
    seq bigint not null
);

create table chat_message (
    id text primary key,
    room text not null references room (id),
    seq bigint not null,
    user_id text not null,
    name text not null,
    text text not null,
    at_ms bigint not null,
    edited_at_ms bigint,
    deleted integer not null,
    -- The client's own key of the message: a resend finds it.
    client_key text
);

create unique index chat_message_by_seq on chat_message (room, seq);
create unique index chat_message_by_client_key on chat_message (room, user_id, client_key) where client_key is not null;

-- When somebody spoke last, for slow mode.
create table chat_pace (
    room text not null references room (id),
    user_id text not null,
    said_at_ms bigint not null,
    primary key (room, user_id)
);
