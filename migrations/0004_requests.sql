-- What citizens ask for, the steps on it, and what reporting needs: form keys, drafts, shared limits.

create table request (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  series text not null,
  year smallint not null,
  number int not null,
  kind text not null,
  state text not null,
  outcome text,
  category_id uuid not null,
  office_id uuid not null,
  hamlet_id uuid,
  place text not null,
  latitude double precision,
  longitude double precision,
  title text not null,
  body text not null,
  author_name text not null,
  author_email text,
  author_phone text,
  language text not null,
  channel text not null,
  received_at timestamptz not null,
  -- the end of the term; due_date is empty where the term is in hours
  due_at timestamptz not null,
  due_date date,
  term_amount smallint not null,
  term_unit text not null,
  responsible_id uuid,
  taken_at timestamptz,
  closed_at timestamptz,
  outcome_text text,
  -- to whom it was passed on, as the citizen reads it
  redirected_to text,
  -- of the password and the link: which installation key, and how often renewed
  key_id text not null,
  password_generation smallint not null default 1,
  -- words without accents and signs, as list-inbox.ts writes what somebody looks for: the parser of text search would keep
  -- an e-mail address, an elided article and a hyphenated name as one word
  search tsvector generated always as (to_tsvector('simple', translate(lower(
    title || ' ' || place || ' ' || author_name || ' ' || coalesce(author_phone, '') || ' '
      || coalesce(author_email, '') || ' ' || body),
    'àáâãäåèéêëìíîïòóôõöùúûüçñ@.-_''’/+:', 'aaaaaaeeeeiiiiooooouuuucn         '))) stored,
  constraint request_pkey primary key (municipality_id, id),
  constraint request_reference_key unique (municipality_id, series, year, number),
  constraint request_category_fkey foreign key (municipality_id, category_id) references category (municipality_id, id),
  constraint request_office_fkey foreign key (municipality_id, office_id) references office (municipality_id, id),
  constraint request_hamlet_fkey foreign key (municipality_id, hamlet_id) references hamlet (municipality_id, id),
  constraint request_responsible_fkey foreign key (municipality_id, responsible_id) references person (municipality_id, id),
  constraint request_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint request_series_check check (series in ('', 'P')),
  constraint request_term_check check (term_amount > 0 and term_unit in ('working-days', 'calendar-days', 'hours')),
  constraint request_kind_check check (kind in ('fault', 'complaint', 'suggestion', 'question', 'praise')),
  constraint request_state_check check (state in ('received', 'in-charge', 'closed')),
  constraint request_outcome_check check (outcome in ('solved', 'declined', 'redirected', 'withdrawn', 'joined')),
  constraint request_closed_check check ((state = 'closed') = (outcome is not null) and (state = 'closed') = (closed_at is not null)),
  constraint request_in_charge_check check (state <> 'in-charge' or (responsible_id is not null and taken_at is not null)),
  constraint request_language_check check (language in ('it', 'en', 'de', 'fr')),
  constraint request_channel_check check (channel in ('site', 'desk', 'phone', 'mail'))
);
create index request_office_open_idx on request (municipality_id, office_id, due_at, id) where state <> 'closed';
create index request_open_idx on request (municipality_id, due_at, id) where state <> 'closed';
create index request_closed_idx on request (municipality_id, closed_at desc, id) where state = 'closed';
create index request_responsible_idx on request (municipality_id, responsible_id) where state <> 'closed';
create index request_search_idx on request using gin (search);

create table step (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  request_id uuid not null,
  kind text not null,
  state text not null,
  holder_id uuid not null,
  planned_date date not null,
  planned_time time,
  planned_note text,
  findings text,
  done_at timestamptz,
  constraint step_pkey primary key (municipality_id, id),
  constraint step_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint step_holder_fkey foreign key (municipality_id, holder_id) references person (municipality_id, id),
  constraint step_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint step_kind_check check (kind in ('inspection')),
  constraint step_state_check check (state in ('planned', 'done', 'cancelled')),
  constraint step_done_check check ((state = 'done') = (done_at is not null))
);
create index step_request_idx on step (municipality_id, request_id);
create index step_open_idx on step (municipality_id, request_id) where state = 'planned';

create table form_key (
  municipality_id smallint not null,
  key uuid not null,
  -- SHA-256 of the session or draft cookie to which the key belongs
  holder bytea not null,
  digest bytea not null,
  -- what the act answered, without secrets; empty only inside the act's own transaction
  answer json,
  used_at timestamptz not null default now(),
  constraint form_key_pkey primary key (municipality_id, key),
  constraint form_key_municipality_fkey foreign key (municipality_id) references municipality (municipality_id)
);
create index form_key_used_idx on form_key (municipality_id, used_at);

create table draft (
  municipality_id smallint not null,
  id uuid not null,
  token_digest bytea not null,
  data json not null,
  touched_at timestamptz not null default now(),
  constraint draft_pkey primary key (municipality_id, id),
  constraint draft_token_key unique (municipality_id, token_digest),
  constraint draft_municipality_fkey foreign key (municipality_id) references municipality (municipality_id)
);
create index draft_touched_idx on draft (municipality_id, touched_at);

create table rate_limit (
  municipality_id smallint not null,
  -- what is counted, without personal data: a keyed digest of address and purpose
  bucket bytea not null,
  window_start timestamptz not null,
  uses int not null,
  constraint rate_limit_pkey primary key (municipality_id, bucket, window_start),
  constraint rate_limit_municipality_fkey foreign key (municipality_id) references municipality (municipality_id)
);
create index rate_limit_window_idx on rate_limit (municipality_id, window_start);

grant select, insert, update on request, step to insieme_web, insieme_worker;
grant select, insert, update, delete on form_key, draft, rate_limit to insieme_web, insieme_worker;
