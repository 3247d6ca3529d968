-- Photos and documents: uploaded as a step of their own, judged at once, decoded by a worker, listed by an act when ready.

create table file (
  municipality_id smallint not null,
  id uuid not null,
  -- SHA-256 of the draft or session cookie that uploaded it; who holds the cookie may attach or remove it
  holder bytea not null,
  request_id uuid,
  -- the step whose act attached it (an inspection's photos)
  step_id uuid,
  -- the entry whose text lists it; empty until the file is ready
  entry_id uuid,
  position smallint not null default 0,
  state text not null,
  name text not null,
  media_type text not null,
  bytes int not null,
  -- of the re-encoded picture; empty until ready
  width int,
  height int,
  sha256 bytea,
  refused_for text,
  attempts smallint not null default 0,
  uploaded_at timestamptz not null default now(),
  constraint file_pkey primary key (municipality_id, id),
  constraint file_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint file_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint file_step_fkey foreign key (municipality_id, step_id) references step (municipality_id, id),
  constraint file_entry_fkey foreign key (municipality_id, entry_id) references trail_entry (municipality_id, id),
  constraint file_state_check check (state in ('received', 'ready', 'refused')),
  constraint file_ready_check check (
    state <> 'ready'
    or (sha256 is not null and (media_type = 'application/pdf' or (width is not null and height is not null)))
  ),
  constraint file_listed_check check (entry_id is null or (request_id is not null and state = 'ready'))
);
create index file_holder_idx on file (municipality_id, holder) where request_id is null;
create index file_request_idx on file (municipality_id, request_id) where request_id is not null;
create index file_received_idx on file (municipality_id, uploaded_at) where state = 'received';
-- ready and attached, waiting for an entry of its own
create index file_unlisted_idx on file (municipality_id, request_id)
  where state = 'ready' and request_id is not null and entry_id is null;
create index file_unattached_idx on file (municipality_id, uploaded_at) where request_id is null;

grant select, insert, update, delete on file to insieme_web, insieme_worker;
