-- Forms that people brought. A version never changes.

create table tasting_form (
    id text not null,
    version integer not null,
    owner text not null,
    definition text not null,
    at_ms bigint not null,
    primary key (id, version)
);

create index tasting_form_by_owner on tasting_form (owner, id, version);
