-- What everybody may see of a request: the desk's decisions (subjects), and what follows from them for the public pages.
set local lock_timeout = '5s';
set local statement_timeout = '5min';

-- 'private' never, 'reviewed' its facts at once and its words after somebody's look, 'public' its words at once.
alter table category add column if not exists visibility text not null default 'reviewed';
do $$ begin
  if not exists (select from pg_constraint
    where conrelid = 'category'::regclass and conname = 'category_visibility_check') then
    alter table category add constraint category_visibility_check
      check (visibility in ('private', 'reviewed', 'public')) not valid;
    alter table category validate constraint category_visibility_check;
  end if;
end $$;

-- What the desk decided about a request's page. No row: nobody has looked yet.
create table publication (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  request_id uuid not null,
  -- 'shown' with the words below, 'facts' without any, 'hidden' not at all, 'waiting' after an undone decision
  state text not null,
  -- the public wording, apart from what the citizen wrote
  title text not null,
  body text not null,
  place text not null,
  reviewer_id uuid not null,
  reviewed_at timestamptz not null,
  -- what undoing the last decision goes back to; empty when there is nothing to undo
  earlier json,
  constraint publication_pkey primary key (municipality_id, id),
  constraint publication_request_key unique (municipality_id, request_id),
  constraint publication_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint publication_reviewer_fkey foreign key (municipality_id, reviewer_id) references person (municipality_id, id),
  constraint publication_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint publication_state_check check (state in ('waiting', 'shown', 'facts', 'hidden'))
);

-- The same for each photo. No key to `file`: an erased photo's row goes, what was decided stays.
create table public_photo (
  municipality_id smallint not null,
  id uuid not null,
  version int not null,
  request_id uuid not null,
  file_id uuid not null,
  state text not null,
  -- the picture made for the public, cropped or blurred where it was edited; never the photo itself
  picture_id uuid,
  edited boolean not null,
  bytes int,
  width int,
  height int,
  reviewer_id uuid not null,
  reviewed_at timestamptz not null,
  earlier json,
  constraint public_photo_pkey primary key (municipality_id, id),
  constraint public_photo_file_key unique (municipality_id, file_id),
  constraint public_photo_picture_key unique (municipality_id, picture_id),
  constraint public_photo_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint public_photo_reviewer_fkey foreign key (municipality_id, reviewer_id) references person (municipality_id, id),
  constraint public_photo_trail_fkey foreign key (municipality_id, id, version)
    references trail_entry (municipality_id, subject_id, subject_version) deferrable initially deferred,
  constraint public_photo_state_check check (state in ('waiting', 'shown', 'hidden')),
  constraint public_photo_picture_check check (
    case when picture_id is null then state <> 'shown' and not edited and bytes is null
    else bytes is not null and width is not null and height is not null end)
);
create index public_photo_request_idx on public_photo (municipality_id, request_id);

-- All that public pages read of a request, derived from it, its category and the decisions. Of one that is not public it
-- holds number, place in the order and kind, and no word of anybody.
create table public_request (
  municipality_id smallint not null,
  request_id uuid not null,
  series text not null,
  year smallint not null,
  number int not null,
  category_id uuid not null,
  hamlet_id uuid,
  office_id uuid not null,
  stage text not null,
  outcome text,
  received_on date not null,
  taken_on date,
  closed_on date,
  -- whether everybody may see it
  shown boolean not null,
  -- whether somebody has to look at its words or photos
  waits boolean not null,
  place text not null,
  title text not null,
  body text not null,
  -- Italian words without accents; of what is shown only
  search tsvector generated always as (to_tsvector('italian', translate(lower(title || ' ' || place || ' ' || body),
    'àáâãäåèéêëìíîïòóôõöùúûüçñ’', 'aaaaaaeeeeiiiiooooouuuucn '''))) stored,
  constraint public_request_pkey primary key (municipality_id, request_id),
  constraint public_request_reference_key unique (municipality_id, series, year, number),
  constraint public_request_request_fkey foreign key (municipality_id, request_id) references request (municipality_id, id),
  constraint public_request_category_fkey foreign key (municipality_id, category_id) references category (municipality_id, id),
  constraint public_request_hamlet_fkey foreign key (municipality_id, hamlet_id) references hamlet (municipality_id, id),
  constraint public_request_office_fkey foreign key (municipality_id, office_id) references office (municipality_id, id),
  constraint public_request_stage_check check (stage in ('received', 'in-charge', 'inspection', 'closed')),
  constraint public_request_outcome_check check (outcome in ('solved', 'declined', 'redirected', 'withdrawn', 'joined')),
  constraint public_request_words_check check (shown or (title = '' and body = '' and place = ''))
);
-- the list, newest first, whole and by one filter
create index public_request_newest_idx on public_request (municipality_id, received_on desc, number desc, series) where shown;
create index public_request_category_idx on public_request (municipality_id, category_id, received_on desc, number desc, series)
  where shown;
create index public_request_hamlet_idx on public_request (municipality_id, hamlet_id, received_on desc, number desc, series)
  where shown;
create index public_request_stage_idx on public_request (municipality_id, stage, received_on desc, number desc, series)
  where shown;
-- how many each filter holds beside the others
create index public_request_count_category_idx on public_request (municipality_id, category_id, hamlet_id, stage) where shown;
create index public_request_count_hamlet_idx on public_request (municipality_id, hamlet_id, stage) where shown;
create index public_request_count_stage_idx on public_request (municipality_id, stage, category_id) where shown;
create index public_request_search_idx on public_request using gin (search) where shown;
-- the desk's queue, oldest first
create index public_request_waiting_idx on public_request (municipality_id, received_on, number, series) where waits;

grant select, insert, update on publication, public_photo to insieme_web, insieme_worker;
-- deleting is for erasure; the follower writes what is left anew
grant select, insert, update, delete on public_request to insieme_web, insieme_worker;
