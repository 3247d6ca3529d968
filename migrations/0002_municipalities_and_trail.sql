-- The municipalities of this installation and the trail: docs/TRAIL.md says what each column means and why.

create table municipality (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  slug text not null,
  name text not null,
  region text not null,
  -- scheme and host under which citizens reach it; matches the Host header and makes the links in mails
  public_url text not null,
  zone text not null default 'Europe/Rome',
  practice boolean not null default false,
  patron_day text,
  closing_days date[] not null default '{}',
  address text not null,
  pec text,
  mail_from text not null,
  desk_name text not null,
  desk_phone text not null,
  desk_hours text[] not null default '{}',
  boundary json,
  constraint municipality_pkey primary key (municipality_id),
  constraint municipality_id_key unique (municipality_id, id),
  constraint municipality_slug_key unique (slug),
  constraint municipality_public_url_key unique (public_url),
  constraint municipality_patron_day_check check (patron_day ~ '^(0[1-9]|1[0-2])-([0-2][0-9]|3[01])$')
);

create table trail_entry (
  municipality_id smallint not null,
  id uuid not null,
  act_id uuid not null,
  kind text not null,
  request_id uuid,
  subject_id uuid,
  subject_version int,
  visibility text not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  origin text not null,
  -- json, not jsonb: the very text is hashed, read it as facts::text
  facts json not null,
  facts_salt bytea not null,
  leaf bytea not null,
  constraint trail_entry_pkey primary key (municipality_id, id),
  constraint trail_entry_subject_key unique (municipality_id, subject_id, subject_version),
  constraint trail_entry_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint trail_entry_visibility_check check (visibility in ('citizen', 'staff')),
  constraint trail_entry_origin_check check (origin in ('live', 'practice', 'import')),
  constraint trail_entry_subject_check check ((subject_id is null) = (subject_version is null)),
  constraint trail_entry_salt_check check (octet_length(facts_salt) = 32)
);
create index trail_entry_request_idx on trail_entry (municipality_id, request_id) where request_id is not null;

create table trail_content (
  municipality_id smallint not null,
  entry_id uuid not null,
  part text not null,
  salt bytea not null,
  body json not null,
  constraint trail_content_pkey primary key (municipality_id, entry_id, part),
  constraint trail_content_entry_fkey foreign key (municipality_id, entry_id) references trail_entry (municipality_id, id),
  constraint trail_content_part_check check (part in ('actor', 'text')),
  constraint trail_content_salt_check check (octet_length(salt) = 32)
);

create table trail_pending (
  municipality_id smallint not null,
  seq bigint generated always as identity,
  entry_id uuid not null,
  constraint trail_pending_pkey primary key (municipality_id, seq),
  constraint trail_pending_entry_fkey foreign key (municipality_id, entry_id) references trail_entry (municipality_id, id)
);

create table trail_position (
  municipality_id smallint not null,
  position bigint not null,
  entry_id uuid not null,
  constraint trail_position_pkey primary key (municipality_id, position),
  constraint trail_position_entry_key unique (municipality_id, entry_id),
  constraint trail_position_entry_fkey foreign key (municipality_id, entry_id) references trail_entry (municipality_id, id)
);

create table trail_head (
  municipality_id smallint not null,
  position bigint not null,
  constraint trail_head_pkey primary key (municipality_id),
  constraint trail_head_municipality_fkey foreign key (municipality_id) references municipality (municipality_id)
);

create table trail_cursor (
  municipality_id smallint not null,
  follower text not null,
  position bigint not null,
  -- set while the next entry cannot be digested: shown by the health page
  failing_since timestamptz,
  failures int not null default 0,
  retry_at timestamptz,
  constraint trail_cursor_pkey primary key (municipality_id, follower),
  constraint trail_cursor_municipality_fkey foreign key (municipality_id) references municipality (municipality_id)
);

-- A municipality's settings are a subject like any other; the key can stand only now that the trail does.
alter table municipality add constraint municipality_trail_fkey foreign key (municipality_id, id, version)
  references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred;

-- Numbers as 2026-00123: a pool of the next free ones, taken inside the request's transaction (docs/TRAIL.md, References).
create table reference_year (
  municipality_id smallint not null,
  series text not null,
  year smallint not null,
  low int not null,
  top int not null,
  constraint reference_year_pkey primary key (municipality_id, series, year),
  constraint reference_year_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint reference_year_series_check check (series in ('', 'P'))
);

create table reference_free (
  municipality_id smallint not null,
  series text not null,
  year smallint not null,
  number int not null,
  constraint reference_free_pkey primary key (municipality_id, series, year, number),
  constraint reference_free_year_fkey foreign key (municipality_id, series, year) references reference_year (municipality_id, series, year)
);

-- The one way to forget what was said on a request: every text, and the names of those who acted as citizens. Facts, leaf
-- and who of the staff acted stay.
create function erase_trail_content(in_municipality smallint, in_request uuid) returns int
language sql security definer set search_path = pg_catalog, public as $$
  with gone as (
    delete from public.trail_content c using public.trail_entry e
    where c.municipality_id = in_municipality and e.municipality_id = in_municipality
      and e.id = c.entry_id and e.request_id = in_request
      and (c.part = 'text' or e.facts -> 'actor' ->> 'level' = 'citizen')
    returning 1)
  select count(*)::int from gone
$$;
revoke execute on function erase_trail_content from public;
grant execute on function erase_trail_content to insieme_web, insieme_worker;

grant select on municipality, trail_entry, trail_content, trail_pending, trail_position, trail_head, trail_cursor
  to insieme_web, insieme_worker;
grant insert, update on municipality to insieme_web, insieme_worker;
grant insert on trail_entry, trail_content, trail_pending to insieme_web, insieme_worker;
grant select, insert, update, delete on reference_year, reference_free to insieme_web, insieme_worker;
-- deleting needs a row lock, and with it the update right, on pending only
grant update, delete on trail_pending to insieme_worker;
grant insert on trail_position to insieme_worker;
grant insert, update on trail_head, trail_cursor to insieme_worker;
