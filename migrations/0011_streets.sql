-- The register of streets and street numbers, copied from the national one (ANNCSU), and how a copy is taken over.

set local lock_timeout = '5s';
set local statement_timeout = '60s';

-- Both are trusted: who owns the database may make them.
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Who answers on the other side of the boundary: [{"name": …, "phone": …, "url": …, "latitude": …, "longitude": …}]
alter table municipality add column neighbours json;

create table street (
  municipality_id smallint not null,
  id uuid not null,
  -- as the register names it for ever: the national code, where there is none the municipality's own
  code text not null,
  name text not null,
  locality text not null,
  -- for search, as street-name.ts writes them: what kind of street, and the words that tell it from the others
  kind text not null,
  words text not null,
  hamlet_id uuid,
  -- no longer in the register; kept because something may have been reported there
  retired_at timestamptz,
  constraint street_pkey primary key (municipality_id, id),
  constraint street_code_key unique (municipality_id, code),
  constraint street_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint street_hamlet_fkey foreign key (municipality_id, hamlet_id) references hamlet (municipality_id, id)
);
create index street_words_idx on street using gin (municipality_id, words gin_trgm_ops) where retired_at is null;

create table street_number (
  municipality_id smallint not null,
  id uuid not null,
  street_id uuid not null,
  code text not null,
  number int not null,
  -- what follows the number: "A", "bis"
  suffix text not null,
  latitude double precision,
  longitude double precision,
  hamlet_id uuid,
  retired_at timestamptz,
  constraint street_number_pkey primary key (municipality_id, id),
  constraint street_number_code_key unique (municipality_id, code),
  constraint street_number_street_fkey foreign key (municipality_id, street_id) references street (municipality_id, id),
  constraint street_number_hamlet_fkey foreign key (municipality_id, hamlet_id) references hamlet (municipality_id, id)
);
create index street_number_street_idx on street_number (municipality_id, street_id, number, suffix) where retired_at is null;
create index street_number_point_idx on street_number (municipality_id, latitude, longitude) where retired_at is null;

-- A file on its way into the register: what became of it is read from here, by whoever started it.
create table street_import (
  municipality_id smallint not null,
  id uuid not null,
  state text not null,
  file_name text not null,
  bytes bigint not null,
  -- empty for a command, which reads its file itself
  started_by uuid,
  started_at timestamptz not null,
  -- until then whoever reads it is alive; after it another worker may begin again
  claimed_until timestamptz,
  bytes_read bigint not null default 0,
  rows_read int not null default 0,
  rows_bad int not null default 0,
  -- the first of them: [{"line": 12, "problem": "coordinates"}]
  bad json not null default '[]',
  digest bytea,
  added int not null default 0,
  changed int not null default 0,
  retired int not null default 0,
  refused_for text,
  ended_at timestamptz,
  constraint street_import_pkey primary key (municipality_id, id),
  constraint street_import_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint street_import_person_fkey foreign key (municipality_id, started_by) references person (municipality_id, id),
  constraint street_import_state_check check (state in ('waiting', 'reading', 'done', 'refused')),
  constraint street_import_ended_check check ((state = 'done' or state = 'refused') = (ended_at is not null))
);
create index street_import_started_idx on street_import (municipality_id, started_at desc);
create index street_import_open_idx on street_import (municipality_id, started_at) where state in ('waiting', 'reading');

-- Its good rows, until all of them are read: the register changes in one act.
create table street_import_row (
  municipality_id smallint not null,
  import_id uuid not null,
  code text not null,
  street_code text not null,
  street_name text not null,
  locality text not null,
  kind text not null,
  words text not null,
  number int not null,
  suffix text not null,
  latitude double precision,
  longitude double precision,
  hamlet_id uuid,
  constraint street_import_row_pkey primary key (municipality_id, import_id, code),
  constraint street_import_row_import_fkey foreign key (municipality_id, import_id) references street_import (municipality_id, id)
);
create index street_import_row_street_idx on street_import_row (municipality_id, import_id, street_code);

grant select, insert, update on street, street_number, street_import to insieme_web, insieme_worker;
grant select, insert, delete on street_import_row to insieme_web, insieme_worker;
