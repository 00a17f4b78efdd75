-- Cupping sessions. One text for SQLite and PostgreSQL: times are Unix milliseconds, truths are 0 or 1, JSON is text.

create table tasting (
    id text primary key,
    room text not null references room (id),
    title text not null,
    form_id text not null,
    form_version integer not null,
    cups integer not null,
    ordering text not null,
    flights integer not null,
    calibration integer not null,
    automatic integer not null,
    -- Other times of steps than the usual ones, by name, in seconds.
    times text not null,
    created_by text not null,
    created_at_ms bigint not null,
    notes text,
    consensus text,
    -- Where it is: changed only by a compare-and-advance on (id, seq).
    step text not null,
    flight integer not null,
    seq bigint not null,
    started_at_ms bigint not null,
    due_at_ms bigint,
    paused_at_ms bigint,
    told integer not null,
    -- How many events were told.
    events bigint not null
);

create index tasting_by_room on tasting (room, created_at_ms desc, id desc);
create index tasting_due on tasting (due_at_ms) where due_at_ms is not null and paused_at_ms is null and told = 0;
create unique index tasting_by_notes on tasting (notes) where notes is not null;
create unique index tasting_by_consensus on tasting (consensus) where consensus is not null;

create table tasting_sample (
    tasting text not null references tasting (id),
    code text not null,
    place integer not null,
    flight integer not null,
    identity text not null,
    owner text,
    target_hundredths integer,
    revealed_at_ms bigint,
    primary key (tasting, code)
);

create table tasting_cupper (
    tasting text not null references tasting (id),
    user_id text not null,
    name text not null,
    place integer not null,
    presentation text not null,
    sheet text,
    -- Versions of the sheet: when the calibration ended, and what counts.
    calibrated text,
    frozen text,
    late integer not null,
    primary key (tasting, user_id)
);

create unique index tasting_cupper_by_sheet on tasting_cupper (sheet) where sheet is not null;

-- Who has seen which coffee each code is: they never score in that session.
create table tasting_witness (
    tasting text not null references tasting (id),
    user_id text not null,
    at_ms bigint not null,
    primary key (tasting, user_id)
);

create table tasting_exclusion (
    tasting text not null references tasting (id),
    user_id text not null,
    -- Empty for the whole sheet.
    code text not null,
    label text not null,
    given_by text not null,
    given_at_ms bigint not null,
    primary key (tasting, user_id, code)
);

-- What was told of a session, for its replay; exclusions and admissions with who made them, for whoever asks why.
create table tasting_event (
    tasting text not null references tasting (id),
    number bigint not null,
    at_ms bigint not null,
    audience text not null,
    name text not null,
    data text not null,
    primary key (tasting, number)
);
