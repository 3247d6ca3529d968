-- One row for each cause and recipient; template and ids only, the words are made when it is sent.

create table mail (
  municipality_id smallint not null,
  id uuid not null,
  act_id uuid not null,
  -- the act's leading entry, from which the words are read
  entry_id uuid not null,
  request_id uuid not null,
  -- 'citizen' or 'office'
  recipient text not null,
  template text not null,
  language text not null,
  message_id text not null,
  state text not null default 'waiting',
  attempts smallint not null default 0,
  -- what the other server said, redacted of addresses
  answer text,
  queued_at timestamptz not null default now(),
  next_at timestamptz not null default now(),
  sent_at timestamptz,
  constraint mail_pkey primary key (municipality_id, id),
  constraint mail_cause_key unique (municipality_id, act_id, recipient),
  constraint mail_message_key unique (municipality_id, message_id),
  constraint mail_entry_fkey foreign key (municipality_id, entry_id) references trail_entry (municipality_id, id),
  constraint mail_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint mail_recipient_check check (recipient in ('citizen', 'office')),
  constraint mail_state_check check (state in ('waiting', 'sending', 'sent', 'refused')),
  constraint mail_sent_check check ((state = 'sent') = (sent_at is not null))
);
create index mail_request_idx on mail (municipality_id, request_id);
create index mail_waiting_idx on mail (municipality_id, next_at) where state in ('waiting', 'sending');
create index mail_refused_idx on mail (municipality_id, next_at) where state = 'refused';
create index mail_queued_idx on mail (municipality_id, queued_at desc, id);

grant select on mail to insieme_web;
-- the desk's "send again" puts a refused mail back to waiting
grant update (state, next_at, attempts, answer) on mail to insieme_web;
grant select, insert, update on mail to insieme_worker;
