-- Mail that people write to us: kept first, then acted upon, so that a reader killed anywhere loses and repeats nothing.

set local lock_timeout = '5s';
set local statement_timeout = '10min';

create table mail_in (
  municipality_id smallint not null,
  id uuid not null,
  -- SHA-256 of what its author sent, without the lines that servers on the way add
  digest bytea not null,
  -- 'received': to be acted upon; 'attached' to a request; 'waiting' for the desk; put 'aside' by it; 'noted' and nothing else
  state text not null,
  kind text not null,
  -- why it waits for the desk
  reason text,
  -- that it is about, as far as thread or address tell
  request_id uuid,
  -- our mail that it answers or returns
  mail_id uuid,
  -- empty once the words stand in the trail, or are nobody's business any more
  sender text not null,
  subject text not null,
  body text not null,
  files smallint not null default 0,
  attempts smallint not null default 0,
  received_at timestamptz not null,
  settled_at timestamptz,
  constraint mail_in_pkey primary key (municipality_id, id),
  constraint mail_in_digest_key unique (municipality_id, digest),
  constraint mail_in_municipality_fkey foreign key (municipality_id) references municipality (municipality_id),
  constraint mail_in_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint mail_in_mail_fkey foreign key (municipality_id, mail_id) references mail (municipality_id, id),
  constraint mail_in_kind_check check (kind in ('reply', 'automatic', 'returned', 'delayed')),
  constraint mail_in_state_check check (state in ('received', 'attached', 'waiting', 'aside', 'noted')),
  constraint mail_in_reason_check check ((state = 'waiting') <= (reason is not null)),
  constraint mail_in_attached_check check (state <> 'attached' or request_id is not null)
);
create index mail_in_waiting_idx on mail_in (municipality_id, received_at, id) where state = 'waiting';
create index mail_in_request_idx on mail_in (municipality_id, request_id) where request_id is not null;
create index mail_in_mail_idx on mail_in (municipality_id, mail_id) where mail_id is not null;

grant select, insert, update on mail_in to insieme_worker;
grant select on mail_in to insieme_web;
-- the desk attaches it or puts it aside
grant update (state, request_id, sender, subject, body, settled_at) on mail_in to insieme_web;

-- A mail that had left and came back.
alter table mail drop constraint mail_state_check;
alter table mail drop constraint mail_sent_check;
alter table mail add constraint mail_state_check
  check (state in ('waiting', 'sending', 'sent', 'refused', 'returned')) not valid;
alter table mail add constraint mail_sent_check
  check ((state = 'sent' or state = 'returned') = (sent_at is not null)) not valid;
-- sent again, it has not left yet
grant update (sent_at) on mail to insieme_web;
