-- Who wants to be told what becomes of somebody else's public request, and where open requests lie, for whoever is about to
-- report the same thing. A watch is of nobody in particular (an address that said yes), so it has no entry in the trail: it is
-- deleted when its owner says so, and some time after the closing.
set local lock_timeout = '5s';
set local statement_timeout = '30min';

create table watch (
  municipality_id smallint not null,
  id uuid not null,
  request_id uuid not null,
  -- in small letters: one address watches a request once
  email text not null,
  language text not null,
  -- of the link in every mail: which installation key
  key_id text not null,
  -- the last time that somebody asked for it, by which act: its entry makes the mail that asks back
  asked_at timestamptz not null,
  asked_act uuid not null,
  -- once whoever reads the address has said yes
  confirmed_at timestamptz,
  constraint watch_pkey primary key (municipality_id, id),
  constraint watch_email_key unique (municipality_id, request_id, email),
  constraint watch_asked_act_key unique (municipality_id, asked_act),
  constraint watch_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint watch_language_check check (language in ('it', 'en', 'de', 'fr'))
);
create index watch_unconfirmed_idx on watch (municipality_id, asked_at) where confirmed_at is null;

grant select, insert, update, delete on watch to insieme_web;
grant select, delete on watch to insieme_worker;

-- One mail for each act and reader, and of those who watch each is a reader of their own. No key to `watch`: it goes, and that
-- a mail was sent stays.
alter table mail add column watch_id uuid;
alter table mail drop constraint mail_recipient_check;
alter table mail add constraint mail_recipient_check
  check (recipient in ('citizen', 'office', 'new-address', 'watcher')) not valid;
alter table mail add constraint mail_watch_check check ((recipient = 'watcher') = (watch_id is not null)) not valid;
alter table mail drop constraint mail_cause_key;
-- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint
alter table mail add constraint mail_cause_key
  unique nulls not distinct (municipality_id, act_id, recipient, watch_id);

-- Of a request whose place everybody may read: roughly where it is (a crossing of a grid, every 55 metres), and its street as it
-- is compared.
alter table public_request
  add column latitude double precision,
  add column longitude double precision,
  add column street text not null default '',
  -- only what tells its place has a point, and that stands on the grid of src/lib/publication/public-point.ts
  add constraint public_request_where_check check (
    (place <> '' or (latitude is null and longitude is null and street = '')) and (latitude is null) = (longitude is null)
    and (latitude is null or (latitude = round(latitude * 2000) / 2000 and longitude = round(longitude * 2000) / 2000))
  ) not valid;
-- squawk-ignore require-concurrent-index-creation
create index public_request_near_idx on public_request (municipality_id, category_id, latitude, longitude)
  where shown and stage <> 'closed';
-- squawk-ignore require-concurrent-index-creation
create index public_request_street_idx on public_request (municipality_id, category_id, street, hamlet_id)
  where shown and stage <> 'closed';

-- The follower writes these rows anew, from the first entry on.
update trail_cursor set position = 0 where follower = 'publication';
