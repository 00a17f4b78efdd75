-- Blind boxes. One text for SQLite and PostgreSQL: times are Unix milliseconds, truths are 0 or 1, JSON is text.

create table blind_box (
    id text primary key,
    room text not null references room (id),
    title text not null,
    form text not null,
    created_by text not null,
    created_at_ms bigint not null,
    items integer not null,
    countdown_ms bigint not null,
    interval_ms bigint not null,
    opens_at_ms bigint,
    locks_at_ms bigint,
    starts_at_ms bigint,
    open_to_all integer not null,
    standings integer not null,
    -- Where it is: changed only by a compare-and-advance on (id, seq).
    state text not null,
    seq bigint not null,
    revealed integer not null,
    started_at_ms bigint,
    paused_total_ms bigint not null,
    paused_at_ms bigint,
    -- Follows from the rest; kept so that what is due is found.
    due_at_ms bigint,
    guessers integer not null,
    told_guessers integer not null,
    told_at_ms bigint not null,
    -- What was told up to this seq is known to be in the room's channel.
    published bigint not null
);

create index blind_box_due on blind_box (due_at_ms) where due_at_ms is not null;
create index blind_box_unpublished on blind_box (id) where published < seq;

-- What is behind each position: never in the clear.
create table blind_box_item (
    box text not null references blind_box (id),
    position integer not null,
    commitment text not null,
    key_id text not null,
    sealed bytea not null,
    primary key (box, position)
);

create index blind_box_item_by_key on blind_box_item (key_id, box);

create table blind_box_right (
    box text not null references blind_box (id),
    user_id text not null,
    granted_at_ms bigint not null,
    primary key (box, user_id)
);

create table blind_box_ballot (
    box text not null references blind_box (id),
    user_id text not null,
    name text not null,
    number integer not null,
    at_ms bigint not null,
    guesses text not null,
    primary key (box, user_id)
);

-- What was told, in order: what the room's channel gets, on whichever node, and what a replay shows.
create table blind_box_event (
    box text not null references blind_box (id),
    seq bigint not null,
    at_ms bigint not null,
    name text not null,
    data text not null,
    primary key (box, seq)
);

create table blind_box_outcome (
    box text not null references blind_box (id),
    user_id text not null,
    name text not null,
    place bigint not null,
    correct integer not null,
    total integer not null,
    points integer not null,
    miscalibration integer not null,
    rank_points bigint not null,
    streak integer not null,
    primary key (box, user_id)
);

create index blind_box_outcome_by_place on blind_box_outcome (box, place, user_id);

create table blind_box_person (
    user_id text primary key,
    name text not null,
    hidden integer not null,
    streak integer not null
);

-- Boards over boxes. A weight grows with the time at which it is added, so that nothing has to be aged later.
create table blind_box_weight (
    board text not null,
    user_id text not null,
    weight double precision not null,
    primary key (board, user_id)
);

create index blind_box_weight_by_weight on blind_box_weight (board, weight desc, user_id);

create table blind_box_board (
    board text primary key,
    version bigint not null
);
