-- For the tests of the store itself.
create table scratch (
    name text primary key,
    number bigint not null
);
