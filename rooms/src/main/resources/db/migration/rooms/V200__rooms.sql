-- Rooms and their people. One text for SQLite and PostgreSQL: times are Unix milliseconds, truths are 0 or 1.

create table room (
    id text primary key,
    type text not null,
    title text not null,
    owner text not null,
    visibility text not null,
    capacity integer not null,
    slow_mode_ms integer not null,
    closed integer not null,
    created_at_ms bigint not null,
    version bigint not null,
    -- Members who hold a counted seat; the owner's place is not among them. Never more than capacity - 1.
    seats_taken integer not null
);

create index room_by_age on room (closed, created_at_ms desc, id desc);
create index room_by_owner on room (owner, closed);

create table room_member (
    room text not null references room (id),
    user_id text not null,
    name text not null,
    role text not null,
    seated integer not null,
    guest integer not null,
    seated_at_ms bigint not null,
    primary key (room, user_id)
);

create index room_member_by_user on room_member (user_id, room);

-- Roles given by hand: invitations and changed roles. They outlive membership.
create table room_grant (
    room text not null references room (id),
    user_id text not null,
    role text not null,
    given_by text not null,
    given_at_ms bigint not null,
    primary key (room, user_id)
);

create index room_grant_by_user on room_grant (user_id, room);

create table room_ban (
    room text not null references room (id),
    user_id text not null,
    until_ms bigint not null,
    reason text,
    given_by text not null,
    given_at_ms bigint not null,
    primary key (room, user_id)
);

create table room_mute (
    room text not null references room (id),
    user_id text not null,
    until_ms bigint not null,
    given_by text not null,
    given_at_ms bigint not null,
    primary key (room, user_id)
);
